using FaceML.Detection;
using Microsoft.ML.Transforms.Image;

namespace FaceML.Tests.Contract;

/// <summary>
/// A row with something for every estimator: images as path, bytes and pixels, faces, aligned faces, vectors, scores, labels. Some rows
/// miss what can be missing.
/// </summary>
internal sealed class ContractRow
{
    public string Path { get; set; } = "";

    [VectorType]
    public byte[] Bytes { get; set; } = [];

    [FaceColumnType]
    public Image? Image { get; set; }

    [FaceColumnType]
    public DetectedFaces Faces { get; set; } = DetectedFaces.NoImage;

    [FaceColumnType]
    public Image? AlignedFace { get; set; }

    /// <summary><see cref="Image"/> as ML.NET's. Its attribute demands a size and does not check it.</summary>
    [ImageType(1, 1)]
    public MLImage? StockImage { get; set; }

    [ImageType(112, 112)]
    public MLImage? StockAlignedFace { get; set; }

    [VectorType(8)]
    public float[] Embedding1 { get; set; } = [];

    [VectorType(8)]
    public float[] Embedding2 { get; set; } = [];

    public float Score { get; set; }

    public bool Label { get; set; }

    /// <summary>Nobody is held out: the paths stand for two people only.</summary>
    public bool HeldOut { get; set; }

    /// <summary>Of a type that no face estimator takes.</summary>
    public double Wrong { get; set; }

    /// <summary>More rows than a block of detection has, and no multiple of any block.</summary>
    public static IReadOnlyList<ContractRow> All { get; } = Make();

    private static List<ContractRow> Make()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        Image[] faces = [.. SampleFaces.ByImage.SelectMany(p => p).Take(9)];
        var random = new Random(5);
        List<ContractRow> rows = [];
        foreach (Image? image in (Image?[])[.. faces, SampleFaces.Nobody, null])
        {
            int i = rows.Count;
            DetectedFace[] found = image is null
                ? []
                : [.. recognizer.Detect(image).Select(f => new DetectedFace(f.Box, f.Score, f.Points))];
            Image? alignedFace = found.Length == 0 ? null : aligner.Align(image!, found[0].Points!.Value);
            rows.Add(new ContractRow
            {
                Path = TestData.Samples[i % 2],
                Bytes = (image ?? SampleFaces.Nobody).Encode(ImageFormat.Png),
                Image = image,
                Faces = image is null ? DetectedFaces.NoImage : new DetectedFaces(found),
                AlignedFace = alignedFace,
                StockImage = image is null ? null : MLImagePixels.ToMLImage(image),
                StockAlignedFace = alignedFace is null ? null : MLImagePixels.ToMLImage(alignedFace),
                Embedding1 = Vector(random, i == 4),
                Embedding2 = Vector(random, i == 5),
                Score = i == 6 ? float.NaN : i < 5 ? 0.9f - i * 0.01f : 0.3f - i * 0.01f,
                Label = i < 5,
                Wrong = i,
            });
        }

        return rows;
    }

    private static float[] Vector(Random random, bool missing) =>
        [.. Enumerable.Range(0, 8).Select(_ => missing ? float.NaN : random.NextSingle() - 0.5f)];

    public static IDataView View(MLContext ml, IEnumerable<ContractRow>? rows = null) =>
        ml.Data.LoadFromEnumerable((rows ?? All).ToArray());

    /// <summary>A stage that adds the faces of <see cref="Image"/> as <c>Out</c>.</summary>
    public static FaceDetectionTransformer Detector(MLContext ml, IDataView data, DetectorOptions detection) => (FaceDetectionTransformer)
        ml.Faces.Detect(new FaceDetectionOptions { OutputColumnName = "Out", Detection = detection }).Fit(data);
}
