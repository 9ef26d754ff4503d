namespace FaceML.Recognition;

/// <summary>An image does not show the one usable face that was expected.</summary>
public sealed class FaceNotFoundException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="status">What came of looking.</param>
    public FaceNotFoundException(FaceStatus status)
        : base(status switch
        {
            FaceStatus.NoFace => "The image shows no face.",
            FaceStatus.SeveralFaces => "The image shows several faces; one was expected.",
            FaceStatus.NotAligned => "The image shows a face that cannot be aligned: its points coincide.",
            FaceStatus.NotRecognizable => "The image shows a face of too low quality to tell people apart.",
            FaceStatus.NoImage => "There is no image to look at.",
            _ => $"The image shows no usable face: {status}.",
        })
    {
        Status = status;
    }

    /// <summary>What came of looking.</summary>
    public FaceStatus Status { get; }
}
