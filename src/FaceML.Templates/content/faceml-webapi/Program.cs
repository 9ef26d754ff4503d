using FaceML.AspNetCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenApi();
builder.Services.AddFaceML(builder.Configuration.GetSection("FaceML").Bind); // the settings in appsettings.json

WebApplication app = builder.Build();
app.MapOpenApi(); // /openapi/v1.json describes the API
app.MapFaceML("/v1"); // detect, embed, verify, identify, galleries, people
app.MapFaceMLHealth(); // /healthz/live and /healthz/ready
app.MapFaceMLPage(); // the page at /
app.Run();
