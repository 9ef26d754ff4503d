using System.Text.Json.Serialization;
using FaceML.Imaging;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
ModelName.AddTo(builder.Services);
builder.Services.ConfigureHttpJsonOptions(json => // where an image shows no face, numbers are NaN
    json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);

WebApplication app = builder.Build();
app.MapPost("/predict", (FORM_FILES, ModelName model) =>
{
    try
    {
        return Results.Ok(model.Predict(new()
        {
            IMAGES_OF_FORM
        }));
    }
    catch (ImageFormatException error)
    {
        return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
    }
}).DisableAntiforgery(); // no cookie tells who calls
RUN_HOST
