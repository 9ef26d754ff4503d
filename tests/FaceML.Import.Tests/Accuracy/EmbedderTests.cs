namespace FaceML.Import.Tests.Accuracy;

/// <summary>Imported embedding networks tell people apart: 60 people of LFW, two images each.</summary>
[TestClass]
public class EmbedderTests
{
    [TestMethod]
    public void MobileFaceNet_separates_people() =>
        Check("MobileFaceNet", TfliteImporter.Import(Npm.Tflite("MobileFaceNet")), () =>
            Faces.AlignedFaces(AlignmentTemplate.ArcFace112, 112, 127.5f, 1 / 128f), Cosine);

    [TestMethod]
    public void dlib_resnet_separates_people() =>
        Check("dlib-resnet", DlibResNetImporter.Import(Npm.FaceApi("face_recognition_model")), () =>
            Faces.AlignedFaces(AlignmentTemplate.Dlib150, 150, 0, 1), (a, b) => -Euclidean(a, b));

    private static void Check(string name, OnnxModel model, Func<DenseTensor<float>> alignedFaces, Func<float[], float[], double> score)
    {
        float[][] vectors = Embed(model, alignedFaces());
        List<double> genuine = [], impostor = [];
        for (int i = 0; i < vectors.Length; i++)
        {
            for (int j = i + 1; j < vectors.Length; j++)
            {
                (Faces.OfLfw[i].Person == Faces.OfLfw[j].Person ? genuine : impostor).Add(score(vectors[i], vectors[j]));
            }
        }

        // The area under the ROC curve: how often a genuine pair scores above an impostor pair.
        double area = genuine.Average(g => impostor.Count(s => s < g) / (double)impostor.Count);
        impostor.Sort();
        double threshold = impostor[(int)(impostor.Count * .999)];
        double accepted = genuine.Count(g => g > threshold) / (double)genuine.Count;
        Console.WriteLine($"{name}: {genuine.Count} genuine pairs {genuine.Average():f3}, {impostor.Count} impostor pairs "
            + $"{impostor.Average():f3}; area {area:f4}; TAR {accepted:f3} at FAR 1e-3 (threshold {threshold:f3})");
        Assert.IsTrue(genuine.Count > 50 && impostor.Count > 5000);
        Assert.IsTrue(area > .99, $"{name}: area under the curve {area:f4}");
        Assert.IsTrue(accepted > .9, $"{name}: TAR {accepted:f3} at FAR 1e-3");
    }

    private static float[][] Embed(OnnxModel model, DenseTensor<float> alignedFaces)
    {
        int each = (int)alignedFaces.Length / alignedFaces.Dimensions[0];
        using InferenceSession session = Npm.Open(model);
        var vectors = new List<float[]>();
        for (int start = 0; start < alignedFaces.Dimensions[0]; start += 20)
        {
            int count = Math.Min(20, alignedFaces.Dimensions[0] - start);
            var block = new DenseTensor<float>(
                alignedFaces.Buffer.Slice(start * each, count * each), [count, .. alignedFaces.Dimensions[1..].ToArray()]);
            DenseTensor<float> made = Npm.Run(session, block).Single().Value;
            vectors.AddRange(made.Buffer.ToArray().Chunk(made.Dimensions[1]));
        }

        return [.. vectors];
    }

    private static double Cosine(float[] a, float[] b) =>
        a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(y => (double)y * y));

    private static double Euclidean(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum());
}
