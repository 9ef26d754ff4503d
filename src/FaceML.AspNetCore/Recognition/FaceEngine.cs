using System.Text.Json;
using FaceML.Answers;
using FaceML.Galleries.Decisions;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Verification;

namespace FaceML.AspNetCore.Recognition;

/// <summary>The preset's networks, loaded once, and what decides by them: verification and galleries share them. Thread-safe.</summary>
internal sealed class FaceEngine : IDisposable
{
    private readonly Lazy<bool> warm;

    /// <summary>Loads the networks.</summary>
    public FaceEngine(FaceMLOptions options)
    {
        FaceRecognizerOptions preset = FaceRecognizerOptions.Preset(options.Preset);
        FaceRecognizerOptions recognition = preset with
        {
            Network = options.Networks,
            Detection = preset.Detection with { MaxFaces = options.Limits.Faces },
        };
        Recognizer = options.Catalog is { } catalog
            ? FaceRecognizer.Create(catalog, recognition)
            : FaceRecognizer.CreateDefault(recognition);
        if (options.Batching)
        {
            Recognizer.Embedder.GatherCalls();
        }

        try
        {
            Verifier = new RecipeVerifier(
                new() { Catalog = options.Catalog, MaxFalseMatchRate = options.MaxFalseMatchRate }, Recognizer);
            ForGalleries = new GalleryRecognizer(Recognizer, options.Preset, options.Catalog);
            Threshold = ForGalleries.Threshold(options.MaxFalsePositiveRate);
            warm = new(() => Run(Recognizer));
        }
        catch
        {
            Recognizer.Dispose();
            throw;
        }
    }

    /// <summary>Finds and embeds faces.</summary>
    public FaceRecognizer Recognizer { get; }

    /// <summary>Decides about two images.</summary>
    public RecipeVerifier Verifier { get; }

    /// <summary>Images to what galleries take.</summary>
    public GalleryRecognizer ForGalleries { get; }

    /// <summary>What decides in galleries.</summary>
    public GalleryThreshold? Threshold { get; }

    /// <summary>
    /// Goes the way of a request once, from a file to an embedding and an answer, so that the first request is as quick as the others.
    /// Whoever comes second waits for the first.
    /// </summary>
    public void WarmUp() => _ = warm.Value;

    public void Dispose() => Recognizer.Dispose();

    private static bool Run(FaceRecognizer recognizer)
    {
        const int Side = 160;
        recognizer.WarmUp();
        var image = Image.Decode(new Image(Side, Side).Encode(ImageFormat.Jpeg));
        recognizer.Detector.Detect(image);

        // A face that is not there: its points are anywhere, which may fix no alignment.
        var points = new FacePoints(new(60, 65), new(100, 65), new(80, 90), new(64, 110), new(96, 110));
        Face face = recognizer.Locate(image, new DetectedFace(new Box(40, 30, 120, 130), 1, points));
        FaceQualityComponents.Measure(image, face);
        if (recognizer.Embedder.CanAlign(face.Points))
        {
            recognizer.Embed(image, face);
        }

        JsonSerializer.SerializeToUtf8Bytes(FaceJson.From(face), AnswerJson.Options);
        AnswerJson.Options.GetTypeInfo(typeof(VerificationJson));
        return true;
    }
}
