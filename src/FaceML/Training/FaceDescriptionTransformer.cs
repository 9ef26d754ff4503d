namespace FaceML.Training;

/// <summary>
/// Turns aligned faces into unit vectors without a network, to be compared by their cosine; no aligned face becomes a vector of NaN. Made
/// by
/// <see cref="FaceDescriptionEstimator"/>.
/// </summary>
internal sealed class FaceDescriptionTransformer : FaceTransformer
{
    internal const string Stage = "Trainers.Describe", StageKind = "describe";

    private readonly FaceDescriber describer;

    internal FaceDescriptionTransformer(string input, string output, FaceDescriber describer)
        : base(Stage, [InputColumn.Image(input)],
            [new OutputColumn(output, new VectorDataViewType(NumberDataViewType.Single, describer.Length))]) => this.describer = describer;

    /// <summary>How faces are described.</summary>
    public FaceDescriptionMethod Method => describer.Method;

    /// <summary>Numbers in a vector: the components that the data had, at most as many as were asked for.</summary>
    public int Length => describer.Length;

    internal override string Kind => StageKind;

    internal static FaceDescriptionTransformer Read(StageReader reader) =>
        new(reader.Text("input"), reader.Text("output"), FaceDescriber.Read(reader));

    internal override void Write(StageWriter settings)
    {
        settings.Set("input", Inputs[0].Name);
        settings.Set("output", Outputs[0].Name);
        describer.Write(settings);
    }

    internal override IReadOnlyList<float> Probe()
    {
        var numbers = new List<float>();
        NetworkProbe.Summarize(describer.Describe(NetworkProbe.TestImage()), numbers);
        return numbers;
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(describer, ImageGetter.Of(input, inputs[0]), capacity);

    private sealed class Work : BlockWork
    {
        private readonly FaceDescriber describer;
        private readonly ValueGetter<Image> getAlignedFace;
        private readonly float[][] results;
        private readonly float[] missing;
        private Image? alignedFace;

        public Work(FaceDescriber describer, ValueGetter<Image> getAlignedFace, int capacity)
        {
            (this.describer, this.getAlignedFace) = (describer, getAlignedFace);
            results = new float[capacity][];
            missing = new float[describer.Length];
            Array.Fill(missing, float.NaN);
        }

        public override void Read(int slot)
        {
            getAlignedFace(ref alignedFace!);
            results[slot] = alignedFace is null ? missing : describer.Describe(alignedFace);
        }

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(results, slot);
    }
}
