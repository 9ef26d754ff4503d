using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Evaluation.Tests.Protocols;

namespace FaceML.Tests.Data;

[TestClass]
public sealed class PairsFileTests
{
    [TestMethod]
    public void paths_and_labels_are_read_and_folders_name_people()
    {
        IReadOnlyList<ImagePair> pairs =
            PairsFile.Parse(["# a comment", "", "ann/1.jpg\tann/2.jpg\t1", "ann\\1.jpg\tbob/1.jpg\tdifferent\t3"], "p.txt");
        CollectionAssert.AreEqual(new ImagePair[]
        {
            new("ann/1.jpg", "ann/2.jpg", true, "ann", "ann", 0), new("ann/1.jpg", "bob/1.jpg", false, "ann", "bob", 3),
        }, pairs.ToArray());
    }

    [TestMethod]
    public void folders_that_contradict_a_label_name_nobody() =>
        Assert.IsTrue(PairsFile.Parse(["x/1.jpg\tx/2.jpg\t0", "x/1.jpg\ty/2.jpg\t1"], "p.txt").All(p => p.FirstIdentity is null
            && p.SecondIdentity is null));

    [TestMethod]
    public void LFWs_form_is_recognized() =>
        Assert.AreEqual("a/a_0001.jpg", PairsFile.Parse(["1", "a\t1\t2", "b\t1\tc\t1"], "p.txt")[0].First);

    [TestMethod]
    [DataRow("a.jpg\tb.jpg", "expected")]
    [DataRow("a.jpg\tb.jpg\tmaybe", "no label")]
    [DataRow("a.jpg\t../b.jpg\t1", "below the image folder")]
    [DataRow("/etc/a.jpg\tb.jpg\t1", "below the image folder")]
    [DataRow("a.jpg\tC:\\b.jpg\t1", "below the image folder")]
    [DataRow("a.jpg\tx\\..\\..\\b.jpg\t1", "below the image folder")]
    [DataRow("a.jpg\tb.jpg\t1\t-2", "fold")]
    [DataRow("y.jpg\tx.jpg\t0", "already in line 1")]
    public void bad_lines_are_named(string bad, string problem) =>
        FormatErrors.AssertNamed("p.txt", 2, problem, () => PairsFile.Parse(["x.jpg\ty.jpg\t0", bad], "p.txt"));

    [TestMethod]
    [DataRow("path1,path2,label|ann/1.jpg,ann/2.jpg,1|\"ann/1.jpg\",\"bob, jr/1.jpg\",0", 0)]
    [DataRow("# made by hand|label;Path2;Path1;score|1;ann/2.jpg;ann/1.jpg;.5||0;\"bob, jr/1.jpg\";ann/1.jpg;.1", 0)]
    [DataRow("path1\tpath2\tlabel\tfold|ann/1.jpg\tann/2.jpg\tsame\t7|ann/1.jpg\tbob, jr/1.jpg\tdifferent\t7", 7)]
    public void a_table_is_read_by_the_names_in_its_header(string lines, int fold)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, string.Join("\r\n", lines.Split('|')) + "\r\n",
            new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        IReadOnlyList<ImagePair> pairs = PairsFile.Read(file);
        File.Delete(file);
        CollectionAssert.AreEqual(new ImagePair[]
        {
            new("ann/1.jpg", "ann/2.jpg", true, "ann", "ann", fold), new("ann/1.jpg", "bob, jr/1.jpg", false, "ann", "bob, jr", fold),
        }, pairs.ToArray());
    }

    [TestMethod]
    [DataRow("a.jpg,b.jpg", "no label")]
    [DataRow("a.jpg,,1", "no path2")]
    [DataRow("a.jpg,\"b\" x,1", "quote")]
    [DataRow("a.jpg,../b.jpg,1", "below the image folder")]
    public void bad_rows_of_a_table_are_named(string bad, string problem) =>
        FormatErrors.AssertNamed("p.csv", 3, problem, () => PairsFile.Parse(["path1,path2,label", "x.jpg,y.jpg,0", bad], "p.csv"));

    [TestMethod]
    public void an_empty_file_is_refused_and_missing_pictures_are_listed()
    {
        Assert.ThrowsExactly<ProtocolFormatException>(() => PairsFile.Parse(["# nothing"], "p.txt"));
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "x.jpg"), "");
        CollectionAssert.AreEqual(new[] { "y.jpg" }, PairsFile.Missing(PairsFile.Parse(["x.jpg\ty.jpg\t0"], "p.txt"), folder).ToArray());
        Assert.ThrowsExactly<ProtocolFormatException>(() =>
            PairsFile.Missing([new ImagePair("../x.jpg", "y.jpg", true, null, null, 0)], folder));
        Directory.Delete(folder, true);
    }
}
