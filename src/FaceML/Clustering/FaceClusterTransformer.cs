using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FaceML.Quality;

namespace FaceML.Clustering;

/// <summary>
/// Puts a face into the group of the nearest face that was learned, where their score reaches the threshold; the faces that were learned
/// come into their own groups. Made by
/// <see cref="FaceCatalog.Cluster(FaceClusterOptions)"/>.
/// </summary>
internal sealed class FaceClusterTransformer : FaceTransformer
{
    internal const string Stage = "Cluster", StageKind = "cluster";

    private readonly FaceClusters clusters;
    private readonly string[] names;

    internal FaceClusterTransformer(string input, string output, string score, float threshold, FaceClusters clusters)
        : base(Stage, [InputColumn.Vector(input, clusters.Length)], OutputsOf(output, score))
    {
        (this.clusters, Threshold) = (clusters, threshold);
        names = [.. Enumerable.Range(1, clusters.Count).Select(n => n.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The lowest score that links two faces.</summary>
    public float Threshold { get; }

    /// <summary>The number of groups.</summary>
    public int ClusterCount => clusters.Count;

    /// <summary>The faces that were learned, those in no group among them.</summary>
    public int FaceCount => clusters.Groups.Length;

    internal override string Kind => StageKind;

    internal static InputColumn InputOf(FaceClusterOptions options) => options.QualityModel is { } model
        ? InputColumn.Vector(options.InputColumnName, model.Dimension)
        : InputColumn.Vector(options.InputColumnName);

    internal static OutputColumn[] OutputsOf(string output, string score) =>
        [new(output, TextDataViewType.Instance), new(score, NumberDataViewType.Single)];

    internal static FaceClusterTransformer Read(StageReader reader)
    {
        float[] vectors = MemoryMarshal.Cast<byte, float>(reader.Bytes("vectors")).ToArray();
        int[] groups = MemoryMarshal.Cast<byte, int>(reader.Bytes("groups")).ToArray();
        bool fits = groups.Length > 0 && vectors.Length > 0 && vectors.Length % groups.Length == 0
            && TensorPrimitives.IsFiniteAll<float>(vectors);
        // Numbered by first appearance: no number is more than one above those before it.
        int next = 0;
        foreach (int group in groups)
        {
            fits &= group >= FaceClusters.Ungrouped && group <= next;
            next = Math.Max(next, group + 1);
        }

        // Files from before there were quality models have none.
        FaceQualityModel? quality = reader.Has("quality") ? reader.PartOrNull("quality", FaceQualityJson.Read) : null;
        fits &= quality is null || quality.Dimension == vectors.Length / groups.Length;
        return fits
            ? new FaceClusterTransformer(reader.Text("input"), reader.Text("output"), reader.Text("score"), reader.Single("threshold"),
                new FaceClusters(vectors, groups, vectors.Length / groups.Length, quality))
            : throw reader.Error($"'vectors' must hold as many finite numbers for each of the {groups.Length} faces, whose 'groups' must "
                + $"be numbered from 0 in order of appearance, -1 for no group");
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("input", Inputs[0].Name);
        settings.Set("output", Outputs[0].Name);
        settings.Set("score", Outputs[1].Name);
        settings.Set("threshold", Threshold);
        settings.Set("vectors", MemoryMarshal.AsBytes(clusters.Vectors).ToArray());
        settings.SetPart("quality", clusters.Quality, FaceQualityJson.Write);
        settings.Set("groups", MemoryMarshal.AsBytes(clusters.Groups).ToArray());
    }

    internal override IReadOnlyList<float> Probe()
    {
        (int group, float score) = clusters.Assign(clusters.Vectors[..clusters.Length], Threshold);
        return [Threshold, group, float.IsNaN(score) ? 0 : score];
    }

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"one of {ClusterCount:N0} groups found among {FaceCount:N0} faces ({clusters.Groups.Count(FaceClusters.Ungrouped):N0} of them "
            + $"in no group), linked at a score of {Threshold}. No promise is attached.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<VBuffer<float>>(inputs[0]), capacity);

    private sealed class Work(FaceClusterTransformer stage, ValueGetter<VBuffer<float>> getVector, int capacity) : BlockWork
    {
        private readonly string[] found = new string[capacity];
        private readonly float[] scores = new float[capacity];
        private VBuffer<float> vector;

        public override void Read(int slot)
        {
            getVector(ref vector);
            ReadOnlySpan<float> values = vector.IsDense ? vector.GetValues() : [.. vector.DenseValues()];
            if (values.IsEmpty || !TensorPrimitives.IsFiniteAll(values))
            {
                (found[slot], scores[slot]) = ("", float.NaN);
                return;
            }

            if (values.Length != stage.clusters.Length)
            {
                throw new InvalidOperationException(
                    $"{Stage}: it was learned from vectors of {stage.clusters.Length} numbers; one of {values.Length} came. They must "
                        + $"come from the same network.");
            }

            (int group, scores[slot]) = stage.clusters.Assign(values, stage.Threshold);
            found[slot] = group == FaceClusters.Ungrouped ? "" : stage.names[group];
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => output == 0
            ? SlotGetter.OfText(found, slot)
            : SlotGetter.Of(scores, slot);
    }
}
