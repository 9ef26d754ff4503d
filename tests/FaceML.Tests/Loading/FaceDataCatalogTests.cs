using FaceML.Loading;

namespace FaceML.Tests.Loading;

[TestClass]
public sealed class FaceDataCatalogTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void folders_are_a_folder_a_person()
    {
        using var folder = new TemporaryFolder();
        foreach ((string person, string file) in (ReadOnlySpan<(string, string)>)[("Bob", "2.png"), ("Bob", "1.png"), ("Ann", "a.png")])
        {
            Directory.CreateDirectory(folder[person]);
            new Image(2, 2).Save(Path.Combine(folder[person], file));
        }

        FaceImageRow[] rows = [.. Ml.Data.CreateEnumerable<FaceImageRow>(Ml.Faces.Data.LoadFolders(folder["."]), reuseRowObject: false)];
        CollectionAssert.AreEqual(new[] { "Ann/a.png", "Bob/1.png", "Bob/2.png" }, rows
            .Select(r => $"{r.Identity}/{Path.GetFileName(r.Path)}").ToArray());
        Assert.IsTrue(rows.All(r => File.Exists(r.Path)));
    }

    [TestMethod]
    public void pairs_have_paths_labels_and_people()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in (string[])["a.png", "b.png", "c.png"])
        {
            new Image(2, 2).Save(folder[file]);
        }

        File.WriteAllText(folder["pairs.tsv"], "a.png\tb.png\t0\na.png\tc.png\t1\n");
        FacePairRow[] rows = [.. Ml.Data.CreateEnumerable<FacePairRow>(
            Ml.Faces.Data.LoadPairs(folder["pairs.tsv"], folder["."]), reuseRowObject: false)];
        CollectionAssert.AreEqual(new[] { false, true }, rows.Select(r => r.Label).ToArray());
        Assert.AreEqual("b.png", Path.GetFileName(rows[0].Path2));
    }

    [TestMethod]
    public void a_missing_image_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pairs.tsv"], "a.png\tb.png\t0\n");
        EvaluationDataException error =
            Assert.ThrowsExactly<EvaluationDataException>(() => Ml.Faces.Data.LoadPairs(folder["pairs.tsv"], folder["."]));
        StringAssert.Contains(error.Message, "2 images");
        StringAssert.Contains(error.Message, "a.png");
    }

    [TestMethod]
    public void LFW_view_two_has_ten_folds()
    {
        IDataView pairs = Ml.Faces.Data.LoadLfw(TestData.DataSet("lfw-deepfunneled"), TestData.DataSet("lfw-protocol", "pairs.txt"));
        FacePairRow[] rows = [.. Ml.Data.CreateEnumerable<FacePairRow>(pairs, reuseRowObject: false)];
        Assert.HasCount(6000, rows);
        Assert.AreEqual(3000, rows.Count(r => r.Label));
        Assert.AreEqual(10, rows.Select(r => r.Fold).Distinct().Count());
        Assert.IsTrue(rows.All(r => r.Label == (r.Identity1 == r.Identity2)));
    }
}
