using System.Text.Json;

namespace FaceML.Import.Tests.Tfjs;

/// <summary>
/// The imported networks of face-api against its own JavaScript: fixtures/face-api.json was written by fixtures/make-face-api-fixture.mjs,
/// which runs the package's code under Node on the same synthetic images.
/// </summary>
[TestClass]
public class FaceApiTests
{
    // dlib's vectors are about 1.3 long, landmarks lie in 0 … 1; both agree to a few 10⁻⁷.
    private const double Tolerance = 1e-5;

    [TestMethod]
    public void dlib_resnet_gives_the_numbers_of_face_apis_own_code() =>
        Compare("face_recognition_model", DlibResNetImporter.Import(Npm.FaceApi("face_recognition_model")));

    [TestMethod]
    public void landmarks_are_those_of_face_apis_own_code() =>
        Compare("face_landmark_68_model", FaceApiLandmarkImporter.Import(Npm.FaceApi("face_landmark_68_model")));

    [TestMethod]
    public void importing_twice_gives_the_same_bytes()
    {
        TfjsWeights weights = TfjsWeights.Read(Npm.FaceApi("face_recognition_model"));
        CollectionAssert.AreEqual(DlibResNetImporter.Import(weights).ToBytes(), DlibResNetImporter.Import(weights).ToBytes());
    }

    [TestMethod]
    public void weights_of_another_network_are_refused()
    {
        TfjsWeights weights = TfjsWeights.Read(Npm.FaceApi("face_landmark_68_model"));
        ImportException error = Assert.ThrowsExactly<ImportException>(() => DlibResNetImporter.Import(weights));
        StringAssert.Contains(error.Message, "'conv32_down/scale/weights' is missing");
    }

    private static void Compare(string name, OnnxModel model)
    {
        string path = Path.Combine(TestData.Root, "tests", "FaceML.Import.Tests", "fixtures", "face-api.json");
        using JsonDocument fixture = JsonDocument.Parse(File.ReadAllText(path));
        int compared = 0;
        double worst = 0;
        foreach (JsonElement c in fixture.RootElement.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("model").GetString() == name))
        {
            double[] expected = [.. c.GetProperty("output").EnumerateArray().Select(v => v.GetDouble())];
            float[] actual = [.. Npm.Run(model, SyntheticImage.Make(c.GetProperty("seed").GetInt32(), c.GetProperty("size").GetInt32()))
                .Single().Value];
            Assert.AreEqual(expected.Length, actual.Length);
            worst = Math.Max(worst, expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max());
            compared++;
        }

        Console.WriteLine($"{name}: {compared} images, largest difference {worst:e2}");
        Assert.AreEqual(3, compared);
        Assert.IsTrue(worst < Tolerance, $"The largest difference is {worst}.");
    }
}
