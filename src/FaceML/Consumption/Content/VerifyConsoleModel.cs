using FaceML.Imaging;
using FaceML.Verification;

/// <summary>Do two images show the same person? Decided by the pipeline saved in <c>ModelName.faceml</c>. Thread-safe.</summary>
public sealed class ModelName : IDisposable
{
    private readonly FaceVerifier verifier = FaceVerifier.Load(Path.Combine(AppContext.BaseDirectory, "ModelName.faceml"));

    /// <summary>Compares the faces of two image files.</summary>
    public FaceVerification Verify(string first, string second) => verifier.Verify(first, second);

    /// <summary>Compares the faces of two images.</summary>
    public FaceVerification Verify(Image first, Image second) => verifier.Verify(first, second);

    /// <summary>Releases the networks.</summary>
    public void Dispose() => verifier.Dispose();
}
