using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace FaceML.Training;

/// <summary>
/// Names the person whose direction is nearest, or none where the cosine is below the threshold. Made by
/// <see cref="FaceTrainerCatalog.IdentityClassifier(FaceIdentityOptions)"/>.
/// </summary>
public sealed class FaceIdentityTransformer : FaceTransformer
{
    internal const string Stage = "Trainers.IdentityClassifier", StageKind = "identity";

    private readonly PersonDirections directions;
    private readonly string[] names;
    private readonly float scale;

    internal FaceIdentityTransformer(FaceIdentityOptions options, IReadOnlyList<string> names, PersonDirections directions, float threshold,
        int images, int strangerSearches)
        : base(Stage, [InputColumn.Vector(options.InputColumnName, directions.Length)],
            OutputsOf(options.OutputColumnName, options.ScoreColumnName, options.ProbabilityColumnName))
    {
        (this.names, this.directions, scale, Threshold, Images, StrangerSearches) =
            ([.. names], directions, options.Scale, threshold, images, strangerSearches);
        MaxFalsePositiveRate = options.MaxFalsePositiveRate;
    }

    /// <summary>The people known.</summary>
    public IReadOnlyList<string> People => names;

    /// <summary>The cosine below which a face is of no known person.</summary>
    public float Threshold { get; }

    /// <summary>The share of strangers that the threshold was to let through at most.</summary>
    public double MaxFalsePositiveRate { get; }

    /// <summary>Vectors that it learned from.</summary>
    public int Images { get; }

    /// <summary>Searches of left-out people that the threshold was measured on; 0 for one that was given.</summary>
    public int StrangerSearches { get; }

    internal override string Kind => StageKind;

    internal static OutputColumn[] OutputsOf(string output, string score, string probability) =>
        [new(output, TextDataViewType.Instance), new(score, NumberDataViewType.Single), new(probability, NumberDataViewType.Single)];

    internal static FaceIdentityTransformer Read(StageReader reader)
    {
        var options = new FaceIdentityOptions
        {
            InputColumnName = reader.Text("input"),
            OutputColumnName = reader.Text("output"),
            ScoreColumnName = reader.Text("score"),
            ProbabilityColumnName = reader.Text("probability"),
            Scale = reader.Single("scale"),
            MaxFalsePositiveRate = reader.Double("maxFalsePositiveRate"),
        };
        string[] people = reader.Texts("people");
        float[] values = MemoryMarshal.Cast<byte, float>(reader.Bytes("directions")).ToArray();
        if (people.Length < 2 || values.Length == 0 || values.Length % people.Length != 0 || !TensorPrimitives.IsFiniteAll<float>(values))
        {
            throw reader.Error($"'directions' must hold as many finite numbers for each of the {people.Length} people, who must be two "
                + $"at least; it holds {values.Length}");
        }

        return new FaceIdentityTransformer(options, people, new PersonDirections(values, values.Length / people.Length), reader
            .Single("threshold"), reader.Int("pictures"), reader.Int("strangerSearches"));
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("input", Inputs[0].Name);
        settings.Set("output", Outputs[0].Name);
        settings.Set("score", Outputs[1].Name);
        settings.Set("probability", Outputs[2].Name);
        settings.Set("scale", scale);
        settings.Set("maxFalsePositiveRate", MaxFalsePositiveRate);
        settings.Set("people", names);
        settings.Set("directions", MemoryMarshal.AsBytes(directions.Values).ToArray());
        settings.Set("threshold", Threshold);
        settings.Set("pictures", Images);
        settings.Set("strangerSearches", StrangerSearches);
    }

    internal override IReadOnlyList<float> Probe()
    {
        float[] vector = [.. Enumerable.Range(0, directions.Length).Select(i => (float)(i * 37 % 19 - 9))];
        (int person, float cosine, float probability) = directions.Search(vector, scale);
        return [Threshold, person, cosine, probability];
    }

    internal override string Describe()
    {
        string threshold = StrangerSearches == 0
            ? "a threshold that was given"
            : FormattableString.Invariant(
                $"at most {MaxFalsePositiveRate:P1} of {StrangerSearches:N0} searches of left-out people came higher");
        return string.Create(CultureInfo.InvariantCulture,
            $"one of {names.Length:N0} people, learned from {Images:N0} images, or none when the cosine is below {Threshold}: "
                + $"{threshold}. No promise is attached.");
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<VBuffer<float>>(inputs[0]), capacity);

    private sealed class Work(FaceIdentityTransformer stage, ValueGetter<VBuffer<float>> getVector, int capacity) : BlockWork
    {
        private readonly string[] found = new string[capacity];
        private readonly float[] scores = new float[capacity], probabilities = new float[capacity];
        private VBuffer<float> vector;

        public override void Read(int slot)
        {
            getVector(ref vector);
            ReadOnlySpan<float> values = vector.IsDense ? vector.GetValues() : [.. vector.DenseValues()];
            if (values.IsEmpty || !TensorPrimitives.IsFiniteAll(values))
            {
                (found[slot], scores[slot], probabilities[slot]) = ("", float.NaN, float.NaN);
                return;
            }

            if (values.Length != stage.directions.Length)
            {
                throw new InvalidOperationException(
                    $"{Stage}: it was learned from vectors of {stage.directions.Length} numbers; one of {values.Length} came. They must "
                        + $"come from the same network.");
            }

            (int person, scores[slot], probabilities[slot]) = stage.directions.Search(values, stage.scale);
            found[slot] = scores[slot] >= stage.Threshold ? stage.names[person] : "";
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => output switch
        {
            0 => SlotGetter.OfText(found, slot),
            1 => SlotGetter.Of(scores, slot),
            _ => SlotGetter.Of(probabilities, slot),
        };
    }
}
