namespace FaceML.AspNetCore.CompreFace;

/// <summary>Refusals as CompreFace's clients know them: a message and a number, with its statuses.</summary>
internal sealed class CompreFaceRefusals : IRefusalFormat
{
    private sealed record Refusal(string Message, int Code);

    public IResult ToResult(FaceMLException refusal, HttpContext http)
    {
        (int status, CompreFaceCode code) = Of(refusal, http.Request);
        return Results.Json(new Refusal(refusal.Message, (int)code), CompreFaceJson.Options, statusCode: status);
    }

    private static (int Status, CompreFaceCode Code) Of(FaceMLException refusal, HttpRequest request) => refusal switch
    {
        CompreFaceException known => (
            known.Error == FaceMLError.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, known.Code),
        { Fault: FieldFault.NotBase64 } => (StatusCodes.Status400BadRequest, CompreFaceCode.UnusableFile),
        { Fault: FieldFault.Missing } => (
            StatusCodes.Status400BadRequest,
            request.HasJsonContentType() ? CompreFaceCode.EmptyField : CompreFaceCode.MissingPart),
        { Error: FaceMLError.Unauthorized } when !request.Headers.ContainsKey(FaceMLAuthentication.KeyHeader) =>
            (StatusCodes.Status400BadRequest, CompreFaceCode.MissingHeader),
        { Error: FaceMLError.Unauthorized or FaceMLError.Forbidden } => (StatusCodes.Status404NotFound, CompreFaceCode.ServiceNotFound),
        _ => (StatusOf(refusal.Error), CodeOf(refusal.Error)),
    };

    // CompreFace answers with 400 what a client did wrong, and has no status for a busy server: those stay.
    private static int StatusOf(FaceMLError error) => error switch
    {
        FaceMLError.Conflict or FaceMLError.UnreadableImage or FaceMLError.NoFace or FaceMLError.SeveralFaces
            or FaceMLError.LowQuality => StatusCodes.Status400BadRequest,
        _ => FaceProblem.StatusOf(error),
    };

    private static CompreFaceCode CodeOf(FaceMLError error) => error switch
    {
        FaceMLError.InvalidRequest => CompreFaceCode.Validation,
        FaceMLError.NotFound => CompreFaceCode.SubjectNotFound,
        FaceMLError.Conflict => CompreFaceCode.SubjectExists,
        FaceMLError.UnreadableImage or FaceMLError.NoFace or FaceMLError.LowQuality => CompreFaceCode.NoFace,
        FaceMLError.SeveralFaces => CompreFaceCode.SeveralFaces,
        FaceMLError.Overloaded or FaceMLError.Timeout or FaceMLError.StoreUnavailable or FaceMLError.InternalError =>
            CompreFaceCode.Unavailable,
        _ => CompreFaceCode.Undefined,
    };
}
