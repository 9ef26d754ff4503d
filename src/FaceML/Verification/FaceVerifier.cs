using FaceML.Calibration;

namespace FaceML.Verification;

/// <summary>
/// Decides whether two images show the same person (1:1): by the calibration that comes with a preset, or by a pipeline that was fitted on
/// one's own pairs and saved. The decision carries its threshold and the promise behind it.
/// </summary>
/// <remarks>Thread-safe: create one and keep it. Dispose it to release the networks.</remarks>
/// <example>
/// <code>
/// using FaceVerifier verifier = FaceVerifier.Create(new() { MaxFalseMatchRate = 1e-4 });
/// FaceVerification result = verifier.Verify("a.jpg", "b.jpg");
/// Console.WriteLine(result.Decision); // Match, NoMatch or Uncertain
/// </code>
/// </example>
public abstract class FaceVerifier : IDisposable
{
    private protected FaceVerifier()
    {
    }

    /// <summary>Creates a verifier from installed networks and the calibration that comes with them.</summary>
    /// <param name="options">Null for the defaults: the preset <c>balanced</c>, at most 1 false match in 10,000.</param>
    /// <exception cref="CalibrationException">No calibration comes with the networks used this way, or none for this false match rate, and
    /// no threshold is given.</exception>
    /// <exception cref="NetworkException">A network is not installed or does not load.</exception>
    public static FaceVerifier Create(FaceVerifierOptions? options = null) => new RecipeVerifier(options ?? new());

    /// <summary>Creates a verifier from a saved verification pipeline: its networks, its threshold, its promise.</summary>
    /// <param name="file">The <c>.faceml</c> file.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <exception cref="SavedPipelineException">The file is not a saved pipeline.</exception>
    /// <exception cref="CalibrationException">The pipeline has no fitted threshold.</exception>
    public static FaceVerifier Load(string file, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new PipelineVerifier(file, options ?? new());
    }

    /// <summary>Compares the faces of two image files and decides.</summary>
    /// <param name="first">An image file.</param>
    /// <param name="second">Another image file.</param>
    /// <param name="cancellationToken">Stops between the images.</param>
    /// <exception cref="ImageFormatException">A file is not an image that can be decoded.</exception>
    public FaceVerification Verify(string first, string second, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(first);
        ArgumentException.ThrowIfNullOrEmpty(second);
        FaceVerification result = Decide(first, second, cancellationToken);
        return result with { First = result.First with { File = first }, Second = result.Second with { File = second } };
    }

    /// <summary>Compares the faces of two images and decides.</summary>
    /// <param name="first">An image.</param>
    /// <param name="second">Another image.</param>
    /// <param name="cancellationToken">Stops between the images.</param>
    public FaceVerification Verify(Image first, Image second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Decide(first, second, cancellationToken);
    }

    /// <summary>Releases the networks.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract FaceVerification Decide(Image first, Image second, CancellationToken cancellationToken);

    private protected abstract FaceVerification Decide(string first, string second, CancellationToken cancellationToken);

    /// <summary>Releases the networks.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls it.</param>
    protected abstract void Dispose(bool disposing);

    // From a score that is higher the more alike faces are to what the metric says: a distance is the negated score.
    internal static float ByMetric(FaceMetric metric, float rising) => metric == FaceMetric.Cosine ? rising : -rising;
}
