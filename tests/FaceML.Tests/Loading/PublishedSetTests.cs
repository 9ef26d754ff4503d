using FaceML.Evaluation.Protocols;
using FaceML.Loading;

namespace FaceML.Tests.Loading;

/// <summary>The loaders of the published sets, on folders in their layout.</summary>
[TestClass]
public sealed class PublishedSetTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly PublishedSet Set = new(TestData.Samples[0], TestData.Samples[2], TestData.Samples[1]);

    [TestMethod]
    public void every_set_of_files_gives_its_pairs_with_folds_and_people()
    {
        using var folder = new TemporaryFolder();
        foreach ((IDataView view, int each, string first) in ((IDataView, int, string)[])
        [
            (Ml.Faces.Data.LoadCfpFp(Set.Cfp(folder)), 350, "cfp/Data/Images/001/frontal/01.jpg"),
            (Ml.Faces.Data.LoadCalfw(Set.Calfw(folder)), 300, "calfw/aligned images/Ann_B_0001.jpg"),
            (Ml.Faces.Data.LoadCplfw(Set.Cplfw(folder)), 300, "cplfw/images/Ann_B_1.jpg"),
        ])
        {
            FacePairRow[] rows = [.. Ml.Data.CreateEnumerable<FacePairRow>(view, reuseRowObject: false)];
            Assert.AreEqual(folder[first], rows[0].Path1);
            Assert.IsTrue(rows.All(r => r.Label == (r.Identity1 == r.Identity2) && r.Identity1.Length > 0), first);
            foreach (IGrouping<(int, bool), FacePairRow> kind in rows.GroupBy(r => (r.Fold, r.Label)))
            {
                Assert.AreEqual(each, kind.Count(), $"{first} {kind.Key}");
            }

            Assert.AreEqual(20, rows.Select(r => (r.Fold, r.Label)).Distinct().Count());
        }
    }

    [TestMethod]
    public void packed_pairs_score_as_their_files_do()
    {
        using var folder = new TemporaryFolder();
        IDataView packed = Ml.Faces.Data.LoadBin(Set.Bin(folder, "small.bin", 1));
        IDataView nothing = Ml.Data.LoadFromEnumerable<FacePair>([]);
        var options = new VerificationPipelineOptions
        {
            MaxFalseMatchRate = 1e-4,
            Calibration = RecipeCalibration.Find(new FaceRecognizerOptions()),
        };
        using TransformerChain<FaceThresholdTransformer> model = Ml.Faces.VerificationPipeline(options).Fit(nothing);
        IDataView files = Ml.Data.LoadFromEnumerable(new FacePair[]
        {
            new() { Path1 = TestData.Samples[0], Path2 = TestData.Samples[2] },
            new() { Path1 = TestData.Samples[0], Path2 = TestData.Samples[1] },
        });

        FaceMatch[] expected = [.. Ml.Data.CreateEnumerable<FaceMatch>(model.Transform(files), reuseRowObject: false)];
        FaceMatch[] found =
            [.. Ml.Data.CreateEnumerable<FaceMatch>(model.Transform(Ml.Data.TakeRows(packed, 2)), reuseRowObject: false)];

        CollectionAssert.AreEqual(expected.Select(m => m.Score).ToArray(), found.Select(m => m.Score).ToArray());
        Assert.IsTrue(found[0].IsMatch && !found[1].IsMatch);
        Assert.AreEqual(20, packed.GetColumn<bool>("Label").Count());
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 20).Select(n => n / 2).ToArray(), packed.GetColumn<int>("Fold").ToArray());
    }

    [TestMethod]
    public void packed_images_are_read_when_their_column_is()
    {
        using var folder = new TemporaryFolder();
        string file = Set.Bin(folder, "small.bin", 1);
        IDataView packed = Ml.Faces.Data.LoadBin(file);
        File.AppendAllText(file, "x");

        Assert.AreEqual(10, packed.GetColumn<bool>("Label").Count(same => same));
        Assert.ThrowsExactly<ProtocolFormatException>(() => packed.GetColumn<byte[]>("Path1").Count());
    }

    [TestMethod]
    public void agedb_is_taken_as_file_and_as_folder_and_its_numbers_are_held_against_the_published_ones()
    {
        using var folder = new TemporaryFolder();
        string file = Set.Bin(folder, "agedb_30.bin", 300);

        Assert.AreEqual(3000, Ml.Faces.Data.LoadAgeDb30(file).GetColumn<bool>("Label").Count(same => same));
        Assert.AreEqual(10, Ml.Faces.Data.LoadAgeDb30(folder.Path).GetColumn<int>("Fold").Distinct().Count());
        string message = Assert.ThrowsExactly<ProtocolFormatException>(
            () => Ml.Faces.Data.LoadAgeDb30(Set.Bin(folder, "less.bin", 299))).Message;
        StringAssert.Contains(message, "genuine pairs must be 3,000, as published; it is 2,990");
    }

    [TestMethod]
    public void images_are_read_in_the_order_of_faces_templates_and_attributes()
    {
        using var folder = new TemporaryFolder();
        IDataView faces = Ml.Faces.Data.LoadIjbcFaces(folder.File("ijbc_face_tid_mid.txt", "1.jpg 7 3\n2.jpg 8 4\n"));
        IDataView pairs = Ml.Faces.Data.LoadIjbcPairs(folder.File("ijbc_template_pair_label.txt", "7 8 0\n7 7 1\n"));

        CollectionAssert.AreEqual(new[] { 7, 8 }, faces.GetColumn<int>("Template").ToArray());
        CollectionAssert.AreEqual(new[] { 3, 4 }, faces.GetColumn<int>("Medium").ToArray());
        CollectionAssert.AreEqual(new[] { "1.jpg", "2.jpg" }, faces.GetColumn<string>("Image").ToArray());
        CollectionAssert.AreEqual(new[] { false, true }, pairs.GetColumn<bool>("Label").ToArray());
        Assert.ThrowsExactly<FileNotFoundException>(() => Ml.Faces.Data.LoadIjbcPairs(folder["nowhere.txt"]));
    }

    [TestMethod]
    public void wider_face_gives_boxes_and_attributes_of_each_image()
    {
        using var folder = new TemporaryFolder();
        const string None = "\n0\n0 0 0 0 0 0 0 0 0 0\n";
        folder.File("wider_face_split/wider_face_val_bbx_gt.txt", "0--Parade/a.jpg\n2\n1 2 3 4 0 1 0 1 2 0\n5 6 7 8 2 0 0 0 0 1\n"
            + string.Concat(Enumerable.Range(0, 3225).Select(n => $"0--Parade/{n}.jpg{None}")));

        IDataView view = Ml.Faces.Data.LoadWiderFace(folder.Path);

        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, view.GetColumn<float[]>("Boxes").First());
        CollectionAssert.AreEqual(new float[] { 0, 1, 0, 1, 2, 0, 2, 0, 0, 0, 0, 1 }, view.GetColumn<float[]>("Attributes").First());
        Assert.AreEqual(Path.Combine(folder.Path, "WIDER_val", "images", "0--Parade/a.jpg"), view.GetColumn<string>("Path").First());
        Assert.AreEqual(3226, view.GetColumn<string>("Path").Count());
        Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.Data.LoadWiderFace(folder.Path, "test"));
    }

    [TestMethod]
    public void nuaa_gives_live_images_and_prints_with_their_people()
    {
        using var folder = new TemporaryFolder();
        folder.File("client_train_raw.txt", Lines(1743, n => $"0001\\0001_00_00_01_{n}.jpg"));
        folder.File("imposter_train_raw.txt", Lines(1748, n => $"0002\\0002_00_00_01_{n}.jpg"));

        FaceLivenessRow[] rows =
            [.. Ml.Data.CreateEnumerable<FaceLivenessRow>(Ml.Faces.Data.LoadNuaa(folder.Path), reuseRowObject: false)];

        Assert.AreEqual(1743, rows.Count(r => r is { Label: true, Species: "", Identity: "0001" }));
        Assert.AreEqual(1748, rows.Count(r => r is { Label: false, Species: "print", Identity: "0002" }));
        Assert.AreEqual(Path.Combine(folder.Path, "ClientRaw/0001/0001_00_00_01_0.jpg"), rows[0].Path);
        static string Lines(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));
    }

    [TestMethod]
    public void sets_with_ages_say_who_and_how_old()
    {
        using var folder = new TemporaryFolder();
        foreach (int n in Enumerable.Range(0, 1002))
        {
            folder.File($"{1 + (n % 82):000}A{n / 82:00}.JPG", "");
        }

        FaceAgeRow[] rows = [.. Ml.Data.CreateEnumerable<FaceAgeRow>(Ml.Faces.Data.LoadFgNet(folder.Path), reuseRowObject: false)];

        Assert.HasCount(1002, rows);
        Assert.AreEqual((folder["001A00.JPG"], "001", 0f), (rows[0].Path, rows[0].Identity, rows[0].Age));
        Assert.AreEqual(12f, rows.Max(r => r.Age));
    }
}
