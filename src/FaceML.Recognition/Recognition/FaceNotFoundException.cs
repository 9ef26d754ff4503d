namespace FaceML.Recognition;

/// <summary>A picture does not show the one usable face that was expected.</summary>
public sealed class FaceNotFoundException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="status">What came of looking.</param>
    public FaceNotFoundException(FaceStatus status)
        : base(status switch
        {
            FaceStatus.NoFace => "The picture shows no face.",
            FaceStatus.SeveralFaces => "The picture shows several faces; one was expected.",
            FaceStatus.NotAligned => "The picture shows a face that cannot be aligned: its points coincide.",
            FaceStatus.NotRecognizable => "The picture shows a face of too low quality to tell people apart.",
            FaceStatus.NoImage => "There is no picture to look at.",
            _ => $"The picture shows no usable face: {status}.",
        })
    {
        Status = status;
    }

    /// <summary>What came of looking.</summary>
    public FaceStatus Status { get; }
}
