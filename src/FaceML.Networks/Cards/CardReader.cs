using System.Text.Json;

namespace FaceML.Networks;

/// <summary>
/// Reads a card from JSON, field by field and strictly. Written by hand because cards are read at every start of every application: the
/// framework's reader is generic over each kind of number and each enumeration, nothing of that is compiled ahead, and compiling it took
/// a fifth of a start.
/// </summary>
internal static class CardReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads a card; null where the text is null.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="origin">What errors call it.</param>
    /// <exception cref="NetworkCardException">A field is missing, is of another kind or not known.</exception>
    /// <exception cref="JsonException">The text is not JSON, or a field comes twice.</exception>
    public static NetworkCard? Read(byte[] json, string origin)
    {
        using var document = JsonDocument.Parse(json, Strict);
        try
        {
            return CardFields.Read(document.RootElement, origin, Card);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e); // a text that is no valid UTF-8
        }
    }

    private static NetworkCard Card(CardFields fields) => new()
    {
        Schema = fields.OptionalText("$schema"),
        Name = fields.Text("name"),
        Title = fields.Text("title"),
        Kind = (NetworkKind)fields.Choice("kind", typeof(NetworkKind)),
        File = fields.Text("file"),
        Sha256 = fields.Text("sha256"),
        Bytes = fields.Long("bytes"),
        Source = fields.Part("source", Source),
        License = fields.Part("license", License),
        Inputs = fields.Parts("inputs", Input),
        Outputs = fields.Parts("outputs", Output),
        Stages = fields.OptionalParts("stages", Stage),
        Detection = fields.OptionalPart("detection", Detection),
        Landmarks = fields.OptionalPart("landmarks", Landmarks),
        Embedding = fields.OptionalPart("embedding", Embedding),
        Liveness = fields.OptionalPart("liveness", Liveness),
        Lineage = fields.OptionalPart("lineage", Lineage),
        Measured = fields.OptionalParts("measured", Measured),
    };

    private static NetworkSource Source(CardFields fields) => new()
    {
        Registry = fields.Text("registry"),
        Package = fields.Text("package"),
        Version = fields.Text("version"),
        Path = fields.Text("path"),
        Facts = fields.OptionalText("facts"),
    };

    private static NetworkLicense License(CardFields fields) => new()
    {
        Package = fields.Text("package"),
        StatedIn = fields.Text("statedIn"),
        Weights = fields.Text("weights"),
        CommercialUse = (CommercialUse)fields.OptionalChoice("commercialUse", typeof(CommercialUse)),
        TrainingData = fields.Text("trainingData"),
    };

    private static NetworkInput Input(CardFields fields) => new()
    {
        Name = fields.Text("name"),
        Width = fields.Int("width"),
        Height = fields.Int("height"),
        Layout = (TensorLayout)fields.Choice("layout", typeof(TensorLayout)),
        Order = (ChannelOrder)fields.Choice("order", typeof(ChannelOrder)),
        Mean = fields.Singles("mean"),
        Scale = fields.Singles("scale"),
        Batch = (NetworkBatch)fields.OptionalChoice("batch", typeof(NetworkBatch)),
        Fit = (InputFit)fields.OptionalChoice("fit", typeof(InputFit)),
        Standardize = (InputStandardization)fields.OptionalChoice("standardize", typeof(InputStandardization)),
        Resizing = fields.OptionalPart("resizing", resizing => new InputResizing
        {
            Multiple = resizing.Int("multiple"),
            LongestSide = resizing.Int("longestSide"),
        }),
    };

    private static NetworkOutput Output(CardFields fields) => new()
    {
        Role = fields.Text("role"),
        Name = fields.Text("name"),
        Shape = fields.Ints("shape"),
        Unbatched = fields.BoolOr("unbatched", false),
        Inner = fields.BoolOr("inner", false),
    };

    private static NetworkStage Stage(CardFields fields) => new()
    {
        File = fields.Text("file"),
        Sha256 = fields.Text("sha256"),
        Bytes = fields.Long("bytes"),
        Inputs = fields.Parts("inputs", Input),
        Outputs = fields.Parts("outputs", Output),
    };

    private static DetectionCard Detection(CardFields fields) => new()
    {
        Family = fields.Text("family"),
        ScoreThreshold = fields.Single("scoreThreshold"),
        NmsIou = fields.Single("nmsIou"),
        MinFace = fields.SingleOr("minFace", DetectionCard.UsualMinFace),
        StageThresholds = fields.OptionalSingles("stageThresholds"),
        Transposed = fields.BoolOr("transposed", false),
        TileScoreThreshold = fields.Single("tileScoreThreshold"),
    };

    private static LandmarksCard Landmarks(CardFields fields) => new() { Family = fields.Text("family") };

    private static EmbeddingCard Embedding(CardFields fields) => new()
    {
        Template = fields.Text("template"),
        Length = fields.Int("length"),
        Metric = (FaceMetric)fields.Choice("metric", typeof(FaceMetric)),
        Flip = fields.BoolOr("flip", false),
        Impostors = fields.OptionalPart("impostors", impostors => new ImpostorScores
        {
            Mean = impostors.Double("mean"),
            Deviation = impostors.Double("deviation"),
            MeasuredOn = impostors.Text("measuredOn"),
            Command = impostors.Text("command"),
        }),
    };

    private static LivenessCard Liveness(CardFields fields) => new()
    {
        Crop = fields.Single("crop"),
        Live = fields.Int("live"),
        Logits = fields.BoolOr("logits", true),
    };

    private static NetworkLineage Lineage(CardFields fields) => new()
    {
        Parent = fields.OptionalText("parent"),
        ParentSha256 = fields.OptionalText("parentSha256"),
        Data = fields.Text("data"),
        Method = fields.Text("method"),
    };

    private static MeasuredFigure Measured(CardFields fields) => new()
    {
        What = fields.Text("what"),
        Value = fields.Double("value"),
        StandardError = fields.OptionalDouble("standardError"),
        Command = fields.Text("command"),
    };
}
