namespace FaceML.AspNetCore.CompreFace;

/// <summary>A refusal that CompreFace has a number of its own for.</summary>
internal sealed class CompreFaceException(CompreFaceCode code, string message) : FaceMLException(ErrorOf(code), message)
{
    /// <summary>The number.</summary>
    public CompreFaceCode Code { get; } = code;

    private static FaceMLError ErrorOf(CompreFaceCode code) => code switch
    {
        CompreFaceCode.ImageNotFound or CompreFaceCode.SubjectNotFound or CompreFaceCode.ExampleNotFound
            or CompreFaceCode.ServiceNotFound => FaceMLError.NotFound,
        CompreFaceCode.SubjectExists => FaceMLError.Conflict,
        CompreFaceCode.NoFace => FaceMLError.NoFace,
        CompreFaceCode.SeveralFaces => FaceMLError.SeveralFaces,
        _ => FaceMLError.InvalidRequest,
    };
}
