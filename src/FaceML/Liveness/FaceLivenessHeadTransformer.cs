using FaceML.Calibration;
using FaceML.Training.Classical;
using FaceML.Training.Data;
using FaceML.Training.Fusion;

namespace FaceML.Liveness;

/// <summary>
/// Adds the probability that the face that is meant is live, by a learned head, and the decision; NaN and false without a face. Made by
/// <see cref="Training.FaceTrainerCatalog.Liveness(FaceLivenessHeadOptions)"/>. Dispose it to release its network.
/// </summary>
public sealed class FaceLivenessHeadTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "Trainers.Liveness", StageKind = "liveness-head";

    private readonly FaceLivenessHeadOptions options;
    private readonly NetworkContent content;
    private readonly OnnxNetwork network;
    private readonly LivenessHead head;
    private readonly LivenessDescriber describer;

    internal FaceLivenessHeadTransformer(
        FaceLivenessHeadOptions options, NetworkContent content, LivenessHead head, float threshold,
        IReadOnlyList<FaceLivenessPromise> promises, FaceLivenessHeadSummary summary)
        : base(Stage, [InputColumn.Faces(options.FacesColumnName), InputColumn.Image(options.ImageColumnName)],
            OutputsOf(options.OutputColumnName, options.DecisionColumnName))
    {
        SelectedFaces.Check(options.Selection);
        (this.options, this.content, this.head) = (options, content, head);
        (Threshold, Promises, Summary) = (threshold, promises, summary);
        network = content.Open(options.Run);
        try
        {
            describer = new LivenessDescriber(new FaceLivenessDetector(network));
            int numbers = head.Texture?.Count ?? 0;
            numbers += ((FaceLivenessFeatures[])[FaceLivenessFeatures.Network, FaceLivenessFeatures.Statistics])
                .Where(f => head.Features.HasFlag(f)).Sum(describer.LengthOf);
            bool texture = head.Texture is null || head.Texture.InputLength == describer.LengthOf(FaceLivenessFeatures.ColorTexture);
            if (numbers != head.Weights.Count || !texture)
            {
                throw new ArgumentException(
                    $"The head has {head.Weights.Count} weights; the features {head.Features} of the network {content.Name} have "
                        + $"{numbers} numbers.", nameof(head));
            }
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>A face is taken to be live when its probability is at least this.</summary>
    public float Threshold { get; }

    /// <summary>
    /// What is promised about the decisions, a promise for each species of attack; empty for a threshold without a promise.
    /// </summary>
    public IReadOnlyList<FaceLivenessPromise> Promises { get; }

    /// <summary>What the head was learned from.</summary>
    public FaceLivenessHeadSummary Summary { get; }

    internal override string Kind => StageKind;

    internal override IReadOnlyList<OnnxNetwork> Running => [network];

    internal override int BlockSize => 8;

    internal static OutputColumn[] OutputsOf(string output, string? decision)
    {
        OutputColumn probability = new(output, NumberDataViewType.Single);
        return decision is null ? [probability] : [probability, new(decision, BooleanDataViewType.Instance)];
    }

    internal static FaceLivenessHeadTransformer Read(StageReader reader)
    {
        var options = new FaceLivenessHeadOptions
        {
            OutputColumnName = reader.Text("output"),
            DecisionColumnName = reader.TextOrNull("decision"),
            FacesColumnName = reader.Text("faces"),
            ImageColumnName = reader.Text("image"),
            Selection = reader.Choice<FaceSelection>("selection"),
            Run = reader.Run,
        };
        var features = (FaceLivenessFeatures)reader.Int("features");
        byte[] texture = reader.Bytes("texture");
        float bias = reader.Single("bias");
        float[] weights = reader.Singles("weights");
        return new FaceLivenessHeadTransformer(
            options, reader.Network("network"),
            new LivenessHead(features, ReadTexture(reader, texture), new LogisticFusion(bias, weights.Select(w => (double)w))), reader
            .Single("threshold"),
            reader.Parts("promises", part =>
                new FaceLivenessPromise(part.Text("species"), part.Double("confidence"), CalibrationJson.Read(part))),
            new FaceLivenessHeadSummary(
                reader.Int("liveImages"), reader.Int("attacks"), reader.Int("people"), reader.Int("heldOutPeople"), reader.Int("leftOut"),
                features, reader.Double("ridge"), reader.Int("folds"), reader.Double("equalErrorRate")));
    }

    /// <summary>Releases the network; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose() => network.Dispose();

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("decision", options.DecisionColumnName);
        settings.Set("faces", options.FacesColumnName);
        settings.Set("image", options.ImageColumnName);
        settings.Set("selection", options.Selection);
        settings.Set("network", content);
        settings.Set("features", (int)head.Features);
        settings.Set("texture", head.Texture?.Save() ?? []);
        settings.Set("bias", (float)head.Bias);
        settings.Set("weights", head.Weights.Select(weight => (float)weight));
        settings.Set("threshold", Threshold);
        settings.SetParts("promises", Promises, (part, promise) =>
        {
            part.Set("species", promise.Species);
            part.Set("confidence", promise.Confidence);
            CalibrationJson.Write(part, promise.Calibration);
        });
        settings.Set("liveImages", Summary.LiveImages);
        settings.Set("attacks", Summary.Attacks);
        settings.Set("people", Summary.People);
        settings.Set("heldOutPeople", Summary.HeldOutPeople);
        settings.Set("leftOut", Summary.LeftOut);
        settings.Set("ridge", Summary.Ridge);
        settings.Set("folds", Summary.Folds);
        settings.Set("equalErrorRate", Summary.EqualErrorRate);
    }

    internal override IReadOnlyList<float> Probe()
    {
        Imaging.Image image = NetworkProbe.TestImage();
        LivenessDescription face = describer.Describe([(image, new Imaging.Box(0, 0, image.Width, image.Height))], head.Features)[0];
        return [.. NetworkProbe.Run(network), (float)head.LogOdds(face), Threshold];
    }

    internal override string Describe()
    {
        string promises = Promises.Count == 0
            ? "No promise is attached."
            : string.Join(" ", Promises.Select(promise => promise.ToSentence()));
        return string.Create(CultureInfo.InvariantCulture,
            $"live when the probability is at least {Threshold}, by {Summary.Features} ({content.Name}), learned from "
                + $"{Summary.LiveImages:N0} live images and {Summary.Attacks:N0} attacks of {Summary.People:N0} people. {promises}");
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, new SelectedFaces(input, inputs[0], inputs[1], options.Selection, capacity));

    private static PrincipalComponents? ReadTexture(StageReader reader, byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? null : PrincipalComponents.Load(bytes);
        }
        catch (CheckpointException e)
        {
            throw reader.Error($"'texture' cannot be used: {e.Message}");
        }
    }

    private sealed class Work(FaceLivenessHeadTransformer stage, SelectedFaces faces) : BlockWork
    {
        private readonly float[] results = new float[faces.Capacity];
        private readonly bool[] live = new bool[faces.Capacity];

        public override void Read(int slot) => faces.Read(slot);

        public override void Run(int count) => ParallelBlocks.Run(count, (from, to) =>
        {
            Array.Fill(results, float.NaN, from, to - from);
            int[] present = faces.Present(from, to);
            LivenessDescription[] described = stage.describer.Describe([.. present.Select(faces.Of)], stage.head.Features);
            for (int i = 0; i < present.Length; i++)
            {
                results[present[i]] = stage.head.Probability(described[i]);
            }

            for (int slot = from; slot < to; slot++)
            {
                live[slot] = results[slot] >= stage.Threshold;
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => output == 0
            ? SlotGetter.Of(results, slot)
            : SlotGetter.Of(live, slot);
    }
}
