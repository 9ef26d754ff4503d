using FaceML.AspNetCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddFaceML(options => options.GalleryFolder = "galleries");

WebApplication app = builder.Build();
app.MapGet("/", () => "The front desk.");
app.MapFaceML("/v1");
app.Run();
