using FaceML.Training.Algebra;

namespace FaceML.Tests.Training;

/// <summary>
/// Vectors as a network gives them for images that it was not made for: the person in half of the numbers, and a strong
/// variation that has nothing to do with the person in the other half.
/// </summary>
internal static class ShiftedFaces
{
    public const int Length = 16;

    internal sealed class Row
    {
        [VectorType(Length)]
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";

        [KeyType(1000)]
        public uint Key { get; set; }

        public bool HeldOut { get; set; }
    }

    /// <summary>People from..to−1, some images each; a person is the same whatever the range.</summary>
    public static Row[] People(int from, int to, int images = 6) => [.. Enumerable.Range(from, to - from).SelectMany(person =>
    {
        var random = new TrainingRandom(100 + person);
        float[] center = [.. Enumerable.Range(0, Length / 2).Select(_ => (float)random.NextNormal())];
        return Enumerable.Range(0, images).Select(_ => new Row
        {
            Embedding = [.. center.Select(c => c + 0.3f * (float)random.NextNormal()), .. Enumerable.Range(0, Length / 2)
                .Select(_ => 1.5f * (float)random.NextNormal())],
            Identity = $"person {person}",
            Key = (uint)person + 1,
        });
    })];

    public static IDataView View(MLContext ml, IEnumerable<Row> rows) => ml.Data.LoadFromEnumerable(rows.ToArray());
}
