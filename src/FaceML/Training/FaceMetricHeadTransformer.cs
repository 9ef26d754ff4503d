using System.Numerics.Tensors;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// Projects vectors by a learned head onto unit vectors; a missing vector stays missing. Made by
/// <see cref="FaceTrainerCatalog.MetricHead(FaceMetricHeadOptions)"/>.
/// </summary>
public sealed class FaceMetricHeadTransformer : FaceTransformer
{
    internal const string Stage = "Trainers.MetricHead", StageKind = "metric-head";

    internal FaceMetricHeadTransformer(string input, string output, MetricHead head, FaceTrainingSummary summary)
        : base(Stage, [InputColumn.Vector(input, head.InputLength)],
            [new OutputColumn(output, new VectorDataViewType(NumberDataViewType.Single, head.OutputLength))])
    {
        Head = head;
        Summary = summary;
    }

    /// <summary>The head.</summary>
    public MetricHead Head { get; }

    /// <summary>What it was learned from.</summary>
    public FaceTrainingSummary Summary { get; }

    /// <summary>The epochs of the training; empty for a head that was loaded.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; init; } = [];

    internal override string Kind => StageKind;

    internal override int BlockSize => 64;

    internal static FaceMetricHeadTransformer Read(StageReader reader) =>
        new(reader.Text("input"), reader.Text("output"), ReadHead(reader), new FaceTrainingSummary(
        reader.Int("pictures"),
        reader.Int("people"),
        reader.Int("heldOutPictures"),
        reader.Int("heldOutPeople"),
        reader.Int("leftOut"),
        reader.SingleOrNull("initialValidation") ?? float.NaN,
        reader.SingleOrNull("bestValidation") ?? float.NaN,
        reader.Int("bestEpoch"))
        {
            FalseMatchRate = reader.Double("falseMatchRate"),
        });

    internal override void Write(StageWriter settings)
    {
        settings.Set("input", Inputs[0].Name);
        settings.Set("output", Outputs[0].Name);
        settings.Set("pictures", Summary.Images);
        settings.Set("people", Summary.People);
        settings.Set("heldOutPictures", Summary.HeldOutImages);
        settings.Set("heldOutPeople", Summary.HeldOutPeople);
        settings.Set("leftOut", Summary.LeftOut);
        settings.Set("falseMatchRate", Summary.FalseMatchRate);
        settings.Set("initialValidation", OrNull(Summary.InitialValidation));
        settings.Set("bestValidation", OrNull(Summary.BestValidation));
        settings.Set("bestEpoch", Summary.BestEpoch);
        settings.Set("head", Head.Save());
    }

    internal override IReadOnlyList<float> Probe()
    {
        // Small whole numbers, the same on every machine.
        float[] input = [.. Enumerable.Range(0, Head.InputLength).Select(i => (float)(i * 37 % 19 - 9))], output =
            new float[Head.OutputLength];
        Head.Transform(input, output);
        var numbers = new List<float>();
        NetworkProbe.Summarize(output, numbers);
        return numbers;
    }

    internal override string Describe()
    {
        string held = Summary.HeldOutPeople == 0 ? "no people held out" : string.Create(CultureInfo.InvariantCulture,
            $"true match rate at a false match rate of {Summary.FalseMatchRate} on {Summary.HeldOutPeople:N0} held-out people "
                + $"{Summary.InitialValidation:F4} before and {Summary.BestValidation:F4} after (they chose epoch {Summary.BestEpoch})");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Inputs[0].Name} projected by a head learned from {Summary.Images:N0} images of {Summary.People:N0} people; {held}. No "
                + $"promise is attached.");
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(Head, input.GetGetter<VBuffer<float>>(inputs[0]), capacity);

    private static MetricHead ReadHead(StageReader reader)
    {
        try
        {
            return MetricHead.Load(reader.Bytes("head"));
        }
        catch (CheckpointException e)
        {
            throw reader.Error($"'head' cannot be used: {e.Message}");
        }
    }

    private static float? OrNull(double value) => double.IsNaN(value) ? null : (float)value;

    private sealed class Work : BlockWork
    {
        private readonly MetricHead head;
        private readonly ValueGetter<VBuffer<float>> getVector;
        private readonly float[] packed;
        private readonly bool[] present;
        private readonly float[][] results;
        private readonly float[] missing;
        private VBuffer<float> vector;

        public Work(MetricHead head, ValueGetter<VBuffer<float>> getVector, int capacity)
        {
            (this.head, this.getVector) = (head, getVector);
            packed = new float[capacity * head.InputLength];
            present = new bool[capacity];
            results = new float[capacity][];
            missing = new float[head.OutputLength];
            Array.Fill(missing, float.NaN);
        }

        public override void Read(int slot)
        {
            getVector(ref vector);
            if (vector.Length != head.InputLength && vector.Length != 0)
            {
                throw new InvalidOperationException(
                    $"{Stage}: the head takes vectors of {head.InputLength} numbers; one of {vector.Length} came. They must come from "
                        + $"the network that it was learned on.");
            }

            Span<float> values = packed.AsSpan(slot * head.InputLength, head.InputLength);
            present[slot] = vector.Length > 0;
            if (present[slot])
            {
                vector.CopyTo(values);
                present[slot] = TensorPrimitives.IsFiniteAll<float>(values);
            }
        }

        public override void Run(int count)
        {
            int[] rows = [.. Enumerable.Range(0, count).Where(i => present[i])];
            float[] input = new float[rows.Length * head.InputLength], output = new float[rows.Length * head.OutputLength];
            for (int i = 0; i < rows.Length; i++)
            {
                packed.AsSpan(rows[i] * head.InputLength, head.InputLength).CopyTo(input.AsSpan(i * head.InputLength));
            }

            head.Transform(input, output);
            Array.Fill(results, missing, 0, count);
            for (int i = 0; i < rows.Length; i++)
            {
                results[rows[i]] = output[(i * head.OutputLength)..((i + 1) * head.OutputLength)];
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(results, slot);
    }
}
