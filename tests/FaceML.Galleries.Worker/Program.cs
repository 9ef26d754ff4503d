using System.Globalization;
using FaceML.Galleries;
using FaceML.Galleries.Postgres;
using FaceML.Galleries.Search;

// FaceML.Galleries.Worker PLACE PREFIX COUNT SEED [index]: enrolls COUNT people PREFIX0, PREFIX1, … two templates each, and says each one
// that was acknowledged. Stops at the first error, which it names. With "index" it builds the index then, erases PREFIX0 and says "erased".
(string place, string prefix, int count, int seed) = (
    args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
bool byIndex = args.Length > 4;
using Gallery gallery = GalleryPlace.Open(place, new() { Search = byIndex ? SearchMethod.Index : SearchMethod.Automatic });
Random random = new(seed);
Console.WriteLine("ready");
for (int i = 0; i < count; i++)
{
    string id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}");
    try
    {
        gallery.Enroll([new(id, Unit(), gallery.Definition.Recipe), new(id, Unit(), gallery.Definition.Recipe)]);
    }
    catch (GalleryException exception)
    {
        Console.WriteLine($"error {exception.Error}: {exception.Message}");
        return 1;
    }

    Console.WriteLine(id);
}

if (byIndex)
{
    try
    {
        gallery.BuildIndex();
    }
    catch (GalleryException exception)
    {
        Console.WriteLine($"error {exception.Error}: {exception.Message}");
    }

    gallery.Remove($"{prefix}0");
    Console.WriteLine("erased");
}

return 0;

float[] Unit()
{
    double[] numbers = [.. Enumerable.Range(0, gallery.Definition.Dimension).Select(_ => random.NextDouble() - 0.5)];
    double norm = Math.Sqrt(numbers.Sum(x => x * x));
    return [.. numbers.Select(x => (float)(x / norm))];
}
