using FaceML.Columns;
using FaceML.Imaging;
using FaceML.Recognition;
using Microsoft.ML.Data;

namespace FaceML.Bench.Serving;

/// <summary>Two cut-out faces of a sample image under the columns of a verification pipeline.</summary>
internal sealed class ServedPair
{
    [ColumnName("Path1"), FaceImageType]
    public Image? Image1 { get; set; }

    [ColumnName("Path2"), FaceImageType]
    public Image? Image2 { get; set; }

    public bool Label { get; set; }

    /// <summary>The faces of the fifth image: each with its mirror image, and each two.</summary>
    public static ServedPair[] FromSamples()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        Image image = Image.Load(DataSets.Samples[4]);
        Image[] faces = [.. recognizer.Detector.Detect(image).Select(face => Cut(image, face.Box))];
        return
        [
            .. faces.Select(face => new ServedPair { Image1 = face, Image2 = face.FlipHorizontal(), Label = true }),
            .. faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => new ServedPair { Image1 = a, Image2 = b })),
        ];
    }

    private static Image Cut(Image image, Box box)
    {
        float margin = 0.35f * MathF.Max(box.Width, box.Height);
        return image.Crop(new Box(
            box.Left - margin, box.Top - margin, box.Right + margin, box.Bottom + margin).ClipTo(image.Width, image.Height));
    }
}
