namespace FaceML.AspNetCore.Errors;

/// <summary>How an endpoint answers what it refuses, among its metadata; an endpoint without one answers problem details.</summary>
internal interface IRefusalFormat
{
    /// <summary>A refusal as an answer.</summary>
    IResult ToResult(FaceMLException refusal, HttpContext http);
}
