using FaceML.Columns;

namespace FaceML.Liveness;

/// <summary>
/// Adds the probability, by a network, that the face that is meant is live; NaN where there is none. Made by
/// <see cref="FaceLivenessEstimator"/>. Dispose it to release its network.
/// </summary>
internal sealed class FaceLivenessTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "AssessLiveness", StageKind = "assess-liveness";

    private readonly FaceLivenessOptions options;
    private readonly NetworkContent content;
    private readonly OnnxNetwork network;
    private readonly FaceLivenessDetector detector;

    internal FaceLivenessTransformer(FaceLivenessOptions options, NetworkContent content)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        SelectedFaces.Check(options.Selection);
        (this.options, this.content) = (options, content);
        network = content.Open(options.Run);
        try
        {
            detector = new FaceLivenessDetector(network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    internal override string Kind => StageKind;

    internal override IReadOnlyList<OnnxNetwork> Running => [network];

    internal override int BlockSize => 8;

    internal static InputColumn[] InputsOf(FaceLivenessOptions options) =>
        [InputColumn.Faces(options.FacesColumnName), InputColumn.Image(options.ImageColumnName)];

    internal static OutputColumn[] OutputsOf(FaceLivenessOptions options) => [new(options.OutputColumnName, NumberDataViewType.Single)];

    internal static FaceLivenessTransformer Read(StageReader reader)
    {
        var options = new FaceLivenessOptions
        {
            OutputColumnName = reader.Text("output"),
            FacesColumnName = reader.Text("faces"),
            ImageColumnName = reader.Text("image"),
            Selection = reader.Choice<FaceSelection>("selection"),
            Run = reader.Run,
        };
        return new FaceLivenessTransformer(options, reader.Network("network"));
    }

    /// <summary>Releases the network; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose() => network.Dispose();

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("faces", options.FacesColumnName);
        settings.Set("image", options.ImageColumnName);
        settings.Set("selection", options.Selection);
        settings.Set("network", content);
    }

    internal override IReadOnlyList<float> Probe() => NetworkProbe.Run(network);

    internal override string Describe() =>
        $"Probability that a face is live, by the network {content.Name} alone. Advisory: no promise is attached.";

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, new SelectedFaces(input, inputs[0], inputs[1], options.Selection, capacity), capacity);

    private sealed class Work(FaceLivenessTransformer stage, SelectedFaces faces, int capacity) : BlockWork
    {
        private readonly float[] results = new float[capacity];

        public override void Read(int slot) => faces.Read(slot);

        public override void Run(int count) => ParallelBlocks.Run(count, (from, to) =>
        {
            Array.Fill(results, float.NaN, from, to - from);
            int[] present = faces.Present(from, to);
            float[] assessed = stage.detector.Assess([.. present.Select(faces.Of)]);
            for (int i = 0; i < present.Length; i++)
            {
                results[present[i]] = assessed[i];
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(results, slot);
    }
}
