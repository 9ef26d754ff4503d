namespace FaceML.AspNetCore.CompreFace;

/// <summary>The numbers of CompreFace's errors.</summary>
internal enum CompreFaceCode
{
    Undefined = 0,
    EmptyField = 5,
    ServiceNotFound = 10,
    ImageNotFound = 11,
    MissingHeader = 20,
    UnusableFile = 21,
    Validation = 26,
    NoFace = 28,
    SeveralFaces = 31,
    MissingParameter = 33,
    MissingPart = 34,
    IncorrectArgument = 36,
    Unavailable = 41,
    SubjectNotFound = 42,
    SubjectExists = 43,
    ExampleNotFound = 44,
}
