app.Services.GetRequiredService<ModelName>(); // loaded before the first request
app.Run();

static Image Read(IFormFile file)
{
    using Stream stream = file.OpenReadStream();
    return Image.Decode(stream, name: file.Name);
}
