using FaceML.Galleries.Decisions;
using FaceML.Verification;

namespace FaceML.AspNetCore.Recognition;

/// <summary>The preset's networks, loaded once, and what decides by them: verification and galleries share them. Thread-safe.</summary>
internal sealed class FaceEngine : IDisposable
{
    /// <summary>Loads the networks.</summary>
    public FaceEngine(FaceMLOptions options)
    {
        RecipeVerifier.ReadAhead();
        FaceRecognizerOptions preset = FaceRecognizerOptions.Preset(options.Preset);
        FaceRecognizerOptions recognition = preset with
        {
            Network = options.Networks,
            Detection = preset.Detection with { MaxFaces = options.Limits.Faces },
        };
        Recognizer = options.Catalog is { } catalog
            ? FaceRecognizer.Create(catalog, recognition)
            : FaceRecognizer.CreateDefault(recognition);
        try
        {
            FacesInRun = options.Batching ? Recognizer.Embedder.GatherCalls() : 1;
            Verifier = new RecipeVerifier(
                new() { Catalog = options.Catalog, MaxFalseMatchRate = options.MaxFalseMatchRate }, Recognizer);
            ForGalleries = new GalleryRecognizer(Recognizer, options.Preset, options.Catalog);
            Threshold = ForGalleries.Threshold(options.MaxFalsePositiveRate);
        }
        catch
        {
            Recognizer.Dispose();
            throw;
        }
    }

    /// <summary>Finds and embeds faces.</summary>
    public FaceRecognizer Recognizer { get; }

    /// <summary>Faces of different requests that a run of the network takes; 1 where none are gathered.</summary>
    public int FacesInRun { get; }

    /// <summary>Decides about two images.</summary>
    public RecipeVerifier Verifier { get; }

    /// <summary>Images to what galleries take.</summary>
    public GalleryRecognizer ForGalleries { get; }

    /// <summary>What decides in galleries.</summary>
    public GalleryThreshold? Threshold { get; }

    public void Dispose() => Recognizer.Dispose();
}
