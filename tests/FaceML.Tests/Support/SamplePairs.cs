namespace FaceML.Tests.Support;

/// <summary>Pairs of the sample images' faces: each with itself seen again, and each two of an image.</summary>
internal static class SamplePairs
{
    public static IReadOnlyList<SamplePair> All { get; } = [.. SampleFaces.ByImage.SelectMany(faces =>
        faces.Select(face => new SamplePair { Image1 = face, Image2 = SampleFaces.Again(face), Label = true })
            .Concat(faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => new SamplePair { Image1 = a, Image2 = b }))))];

    public static IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(All);
}
