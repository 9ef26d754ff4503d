using FaceML.Imaging;

if (args.Length != IMAGE_COUNT)
{
    Console.Error.WriteLine("Usage: dotnet run -- IMAGE_ARGUMENTS");
    return 2;
}

try
{
    using var model = new ModelName();
    ModelName.Output output = model.Predict(new()
    {
        IMAGES_OF_ARGUMENTS
    });
    PRINT_OUTPUT
    return 0;
}
catch (Exception error) when (error is ImageFormatException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
