using System.Numerics;
using FaceML.Imaging;

namespace FaceML.Import.Tests.Accuracy;

/// <summary>
/// The three networks of MTCNN on the faces of the sample images. They were trained on transposed images (columns where rows are meant),
/// RGB, (x − 127.5) / 128; class 1 is "face"; the ten numbers of O-net are five x and five y as fractions of its window (K. Zhang et al.,
/// 2016).
/// </summary>
[TestClass]
public class MtcnnTests
{
    [TestMethod]
    public void ONet_knows_faces_and_puts_the_five_points_where_the_landmarks_are()
    {
        using InferenceSession model = Npm.Open(TfliteImporter.Import(Npm.Tflite("onet")));
        List<double> errors = [], wrongWay = [];
        int sure = 0;
        foreach ((Image image, Face face) in Faces.OfSamples)
        {
            Box window = Window(face);
            DenseTensor<float> input = Transposed(image, window, 48, 48);
            Dictionary<string, DenseTensor<float>> outputs = Npm.Run(model, input);
            sure += outputs["onet/prob1"][0, 1] > .7f ? 1 : 0;
            errors.Add(Error(face, window, [.. outputs["onet/conv6-3/conv6-3"]]));
            wrongWay.Add(Error(face, window, [.. Npm.Run(model, Turned(input))["onet/conv6-3/conv6-3"]]));
        }

        double median = errors.Order().ElementAt(errors.Count / 2), upright = wrongWay.Order().ElementAt(errors.Count / 2);
        Console.WriteLine($"O-net: {sure} of {errors.Count} faces surer than .7; five points' mean distance in eye distances: median "
            + $"{median:f3} (fed upright {upright:f3})");
        Assert.IsTrue(sure >= errors.Count * .9, $"{sure} of {errors.Count}");
        Assert.IsTrue(median < .1 && upright > 2 * median, $"median {median}, upright {upright}");
    }

    [TestMethod]
    public void RNet_tells_faces_from_corners_of_the_picture()
    {
        using InferenceSession model = Npm.Open(TfliteImporter.Import(Npm.Tflite("rnet")));
        int faces = 0, corners = 0;
        foreach ((Image image, Face face) in Faces.OfSamples)
        {
            faces += Npm.Run(model, Transposed(image, Window(face), 24, 24))["rnet/prob1"][0, 1] > .7f ? 1 : 0;
            corners += Npm.Run(model, Transposed(image, new Box(0, 0, 60, 60), 24, 24))["rnet/prob1"][0, 1] > .7f ? 1 : 0;
        }

        Console.WriteLine($"R-net: {faces} faces and {corners} corners of {Faces.OfSamples.Count} are surer than .7");
        Assert.IsTrue(faces >= Faces.OfSamples.Count * .95 && corners <= Faces.OfSamples.Count * .05,
            $"{faces} faces, {corners} corners of {Faces.OfSamples.Count}");
    }

    [TestMethod]
    public void PNet_is_surest_inside_a_face()
    {
        using InferenceSession model = Npm.Open(TfliteImporter.Import(Npm.Tflite("pnet")));
        int inside = 0;
        foreach ((Image image, Face face) in Faces.OfSamples)
        {
            // The whole image, so small that the face is about the twelve pixels of P-net's window; a cell is two pixels.
            float scale = 12 / Window(face).Width;
            int width = (int)MathF.Round(image.Width * scale), height = (int)MathF.Round(image.Height * scale);
            DenseTensor<float> p = Npm.Run(model, Transposed(image, new Box(0, 0, image.Width, image.Height), width, height))["pnet/prob1"];
            (int x, int y) = Enumerable.Range(0, p.Dimensions[2]).SelectMany(i => Enumerable.Range(0, p.Dimensions[3]).Select(j => (i, j)))
                .MaxBy(c => p[0, 1, c.i, c.j]);
            Vector2 center = new((float)((2 * x) + 6) * image.Width / width, (float)((2 * y) + 6) * image.Height / height);
            inside += Faces.OfSamples.Any(f => f.Image == image && Holds(f.Face.Box, center)) ? 1 : 0;
        }

        Console.WriteLine($"P-net: surest inside a face at {inside} of {Faces.OfSamples.Count} sizes");
        Assert.IsTrue(inside >= Faces.OfSamples.Count * .9, $"{inside} of {Faces.OfSamples.Count}");
    }

    /// <summary>The square around the detector's box: MTCNN's boxes are square too, and about as tight.</summary>
    private static Box Window(Face face)
    {
        float half = MathF.Max(face.Box.Width, face.Box.Height) / 2;
        Vector2 center = face.Box.Center;
        return new(center.X - half, center.Y - half, center.X + half, center.Y + half);
    }

    /// <summary>The five points' mean distance to the landmarks' in distances between the eyes.</summary>
    private static double Error(Face face, Box window, float[] points) =>
        Enumerable.Range(0, 5).Average(i =>
            (new Vector2(window.Left + (points[i] * window.Width), window.Top + (points[i + 5] * window.Height)) - face.Points[i]).Length())
        / (face.Points.EyeRight - face.Points.EyeLeft).Length();

    private static DenseTensor<float> Turned(DenseTensor<float> x)
    {
        var turned = new DenseTensor<float>([1, 3, x.Dimensions[3], x.Dimensions[2]]);
        for (int i = 0; i < x.Length; i++)
        {
            (int c, int y, int z) = (i / (x.Dimensions[2] * x.Dimensions[3]), i / x.Dimensions[3] % x.Dimensions[2], i % x.Dimensions[3]);
            turned[0, c, z, y] = x[0, c, y, z];
        }

        return turned;
    }

    private static bool Holds(Box box, Vector2 point) => point.X > box.Left && point.X < box.Right && point.Y > box.Top
        && point.Y < box.Bottom;

    /// <summary>A region of the image as 1×3×width×height: the columns come first.</summary>
    private static DenseTensor<float> Transposed(Image image, Box region, int width, int height)
    {
        TensorSpec spec = new() { Width = width, Height = height, Mean = [127.5f, 127.5f, 127.5f], Scale = [1 / 128f, 1 / 128f, 1 / 128f] };
        float[] upright = new float[spec.Length];
        PixelTensor.Write(image, region, spec, upright);
        var turned = new DenseTensor<float>([1, 3, width, height]);
        for (int c = 0; c < 3; c++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    turned[0, c, x, y] = upright[(((c * height) + y) * width) + x];
                }
            }
        }

        return turned;
    }
}
