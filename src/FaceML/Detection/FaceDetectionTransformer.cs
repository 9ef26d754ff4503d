using FaceML.Columns;

namespace FaceML.Detection;

/// <summary>Finds faces. Made by <see cref="FaceDetectionEstimator"/>. Dispose it to release its networks.</summary>
internal sealed class FaceDetectionTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "Detect", StageKind = "detect";

    private readonly FaceDetectionOptions options;
    private readonly NetworkContent detectorContent;
    private readonly NetworkContent? landmarkerContent;
    private readonly OnnxNetwork detectorNetwork;
    private readonly OnnxNetwork? landmarkerNetwork;
    private readonly FaceDetector detector;
    private readonly FaceLandmarker? landmarker;
    private readonly FaceSearch search;

    internal FaceDetectionTransformer(FaceDetectionOptions options, NetworkContent detectorContent, NetworkContent? landmarkerContent)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        this.options = options;
        this.detectorContent = detectorContent;
        this.landmarkerContent = landmarkerContent;
        detectorNetwork = detectorContent.Open(options.Run);
        try
        {
            landmarkerNetwork = landmarkerContent?.Open(options.Run);
            detector = new FaceDetector(detectorNetwork, options.Detection);
            landmarker = landmarkerNetwork is null ? null : new FaceLandmarker(landmarkerNetwork, options.Landmarks);
            search = new FaceSearch(detector, landmarker);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal override string Kind => StageKind;

    internal override IReadOnlyList<OnnxNetwork> Running => landmarkerNetwork is null
        ? [detectorNetwork]
        : [detectorNetwork, landmarkerNetwork];

    /// <summary>Few enough that a block of images stays within some hundred megabytes.</summary>
    internal override int BlockSize => 8;

    internal static InputColumn[] InputsOf(FaceDetectionOptions options) => [InputColumn.Image(options.InputColumnName)];

    internal static OutputColumn[] OutputsOf(FaceDetectionOptions options) =>
        [new(options.OutputColumnName, DetectedFacesDataViewType.Instance)];

    internal static FaceDetectionTransformer Read(StageReader reader)
    {
        var options = new FaceDetectionOptions
        {
            OutputColumnName = reader.Text("output"),
            InputColumnName = reader.Text("input"),
            Detection = new DetectorOptions
            {
                ScoreThreshold = reader.SingleOrNull("scoreThreshold"),
                NmsIou = reader.SingleOrNull("nmsIou"),
                MaxFaces = reader.Int("maxFaces"),
                MinSize = reader.Single("minSize"),
                SoftNmsSigma = reader.SingleOrNull("softNmsSigma"),
                LongestSide = reader.IntOrNull("longestSide"),
                Scales = reader.Int("scales"),
                Tiling = reader.PartOrNull("tiling", tiling => new TilingOptions
                {
                    Levels = tiling.Int("levels"),
                    Overlap = tiling.Single("overlap"),
                    ScoreThreshold = tiling.SingleOrNull("scoreThreshold"),
                }),

                // Files from before the search went without it, and their thresholds were fitted so.
                TilesFrom = reader.Has("tilesFrom") ? reader.IntOrNull("tilesFrom") : null,
                ExtendCanvas = reader.Has("extendCanvas") && reader.Bool("extendCanvas"),
                Turns = reader.Has("turns") ? reader.Choice<TurnSearch>("turns") : TurnSearch.Never,
                ImagesAreAligned = (reader.Has("imagesAreAligned") && reader.Bool("imagesAreAligned")) | reader.ImagesAreAligned,
            },
            Landmarks = new LandmarkOptions { Passes = reader.Int("landmarkPasses") },
            Run = reader.Run,
        };
        return new FaceDetectionTransformer(options, reader.Network("network"), reader.NetworkOrNull("landmarkNetwork"));
    }

    /// <summary>Releases the networks; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose()
    {
        detectorNetwork.Dispose();
        landmarkerNetwork?.Dispose();
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("input", options.InputColumnName);
        settings.Set("network", detectorContent);
        settings.SetNetworkOrNull("landmarkNetwork", landmarkerContent);
        settings.Set("scoreThreshold", options.Detection.ScoreThreshold);
        settings.Set("nmsIou", options.Detection.NmsIou);
        settings.Set("maxFaces", options.Detection.MaxFaces);
        settings.Set("minSize", options.Detection.MinSize);
        settings.Set("softNmsSigma", options.Detection.SoftNmsSigma);
        settings.Set("longestSide", options.Detection.LongestSide);
        settings.Set("scales", options.Detection.Scales);
        settings.SetPart("tiling", options.Detection.Tiling, (part, tiling) =>
        {
            part.Set("levels", tiling.Levels);
            part.Set("overlap", tiling.Overlap);
            part.Set("scoreThreshold", tiling.ScoreThreshold);
        });
        settings.Set("tilesFrom", options.Detection.TilesFrom);
        settings.Set("extendCanvas", options.Detection.ExtendCanvas);
        settings.Set("turns", options.Detection.Turns);
        settings.Set("imagesAreAligned", options.Detection.ImagesAreAligned);
        settings.Set("landmarkPasses", options.Landmarks.Passes);
    }

    internal override IReadOnlyList<float> Probe() =>
        [.. NetworkProbe.Run(detectorNetwork), .. landmarkerNetwork is null ? [] : NetworkProbe.Run(landmarkerNetwork)];

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, ImageGetter.Of(input, inputs[0]), capacity);

    private DetectedFace[] Locate(Image image, IReadOnlyList<DetectedFace> faces) => [.. faces.Select(face => Locate(image, face))];

    private DetectedFace Locate(Image image, DetectedFace face)
    {
        if (face.Landmarks is { } known)
        {
            return face with { Points = known.FivePoints };
        }

        if (options.Detection.ImagesAreAligned)
        {
            return face;
        }

        // A sliver of less than a pixel, cut off at the image's edge, has nothing to show to the landmark network.
        bool visible = face.Box.Width >= 1 && face.Box.Height >= 1;
        return landmarker is null ? face : face with { Points = visible ? landmarker.Locate(image, face.Box).FivePoints : null };
    }

    private sealed class Work(FaceDetectionTransformer stage, ValueGetter<Image> getImage, int capacity) : BlockWork
    {
        private readonly Image?[] images = new Image?[capacity];
        private readonly DetectedFaces[] results = new DetectedFaces[capacity];

        public override void Read(int slot) => getImage(ref images[slot]!);

        public override void Run(int count) => ParallelBlocks.Run(count, stage.Running, (from, to) =>
        {
            int[] present = [.. Enumerable.Range(from, to - from).Where(i => images[i] is not null)];
            IReadOnlyList<IReadOnlyList<DetectedFace>> found = present.Length == 0
                ? []
                : stage.detector.Detect([.. present.Select(i => images[i]!)]);
            Array.Fill(results, DetectedFaces.NoImage, from, to - from);
            for (int i = 0; i < present.Length; i++)
            {
                results[present[i]] = new DetectedFaces(
                    stage.Locate(images[present[i]]!, stage.search.Complete(images[present[i]]!, found[i])));
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(results, slot);
    }
}
