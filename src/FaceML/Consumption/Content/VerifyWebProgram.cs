using FaceML;
using FaceML.Imaging;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
ModelName.AddTo(builder.Services);

WebApplication app = builder.Build();
app.MapPost("/verify", (IFormFile a, IFormFile b, ModelName model) =>
{
    try
    {
        FaceMatch match = model.Verify(Read(a), Read(b));
        float? score = float.IsNaN(match.Score) ? null : match.Score;
        return Results.Ok(new
        {
            decision = match.DecisionName,
            score,
            match.Threshold,
            match.Promise,
            a = match.StatusName1,
            b = match.StatusName2,
        });
    }
    catch (ImageFormatException error)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
    }
}).DisableAntiforgery(); // no cookie tells who calls
RUN_HOST
