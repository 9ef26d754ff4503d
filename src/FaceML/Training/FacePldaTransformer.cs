using System.Numerics.Tensors;
using FaceML.Training.Classical;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>
/// Scores pairs of embeddings by the log-likelihood ratio of a <see cref="Plda"/>: above 0 they rather show one identity. NaN where an
/// embedding is missing. Made by <see cref="FacePldaEstimator"/>.
/// </summary>
internal sealed class FacePldaTransformer : FaceTransformer
{
    internal const string Stage = "Trainers.Plda", StageKind = "plda";

    internal FacePldaTransformer(string output, string first, string second, Plda model, int images, int identities)
        : base(Stage, [InputColumn.Vector(first, model.InputLength), InputColumn.Vector(second, model.InputLength)], OutputsOf(output)) =>
        (Model, Images, Identities) = (model, images, identities);

    /// <summary>The model; it also scores several images on either side.</summary>
    internal Plda Model { get; }

    /// <summary>The embeddings that it was learned from.</summary>
    public int Images { get; }

    /// <summary>The identities that they are of.</summary>
    public int Identities { get; }

    internal override string Kind => StageKind;

    internal static OutputColumn[] OutputsOf(string output) => [new(output, NumberDataViewType.Single)];

    internal static FacePldaTransformer Read(StageReader reader)
    {
        try
        {
            return new FacePldaTransformer(
                reader.Text("output"), reader.Text("first"), reader.Text("second"), Plda.Load(reader.Bytes("model")), reader.Int("images"),
                reader.Int("identities"));
        }
        catch (CheckpointException e)
        {
            throw reader.Error($"'model' cannot be used: {e.Message}");
        }
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("first", Inputs[0].Name);
        settings.Set("second", Inputs[1].Name);
        settings.Set("model", Model.Save());
        settings.Set("images", Images);
        settings.Set("identities", Identities);
    }

    internal override IReadOnlyList<float> Probe()
    {
        // Small whole numbers, the same on every machine.
        float[] Vector(int factor) => [.. Enumerable.Range(0, Model.InputLength).Select(i => (float)(i * factor % 19 - 9))];
        return [(float)Model.Score(Model.Project(Vector(37)), Model.Project(Vector(41)))];
    }

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"log-likelihood ratio of {Inputs[0].Name} and {Inputs[1].Name} by a model learned from {Images:N0} images of {Identities:N0} "
            + $"people. No promise is attached.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(Model, input.GetGetter<VBuffer<float>>(inputs[0]), input.GetGetter<VBuffer<float>>(inputs[1]), capacity);

    private sealed class Work(
        Plda model, ValueGetter<VBuffer<float>> getFirst, ValueGetter<VBuffer<float>> getSecond, int capacity) : BlockWork
    {
        private readonly float[] scores = new float[capacity];
        private readonly float[] pair = new float[2 * model.InputLength];
        private VBuffer<float> vector;

        public override void Read(int slot)
        {
            scores[slot] = Take(getFirst, 0) & Take(getSecond, 1) ? Score() : float.NaN;
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(scores, slot);

        private float Score()
        {
            float[] projected = model.Project(pair);
            return (float)model.Score(projected.AsSpan(0, model.InputLength), projected.AsSpan(model.InputLength));
        }

        private bool Take(ValueGetter<VBuffer<float>> get, int side)
        {
            get(ref vector);
            if (vector.Length == 0)
            {
                return false;
            }

            if (vector.Length != model.InputLength)
            {
                throw new InvalidOperationException(
                    $"{Stage}: the model takes embeddings of {model.InputLength} numbers; one of {vector.Length} came. They must come "
                        + $"from the network that it was learned on.");
            }

            Span<float> values = pair.AsSpan(side * model.InputLength, model.InputLength);
            vector.CopyTo(values);
            return TensorPrimitives.IsFiniteAll<float>(values);
        }
    }
}
