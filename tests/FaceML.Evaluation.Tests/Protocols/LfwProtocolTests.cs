namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class LfwProtocolTests
{
    [TestMethod]
    public void view2_has_ten_folds_of_300_and_300_without_people_in_two_folds()
    {
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(TestData.DataSet("lfw-protocol", "pairs.txt"));
        Assert.AreEqual(6000, pairs.Count);
        for (int fold = 0; fold < 10; fold++)
        {
            Assert.AreEqual(300, pairs.Count(p => p.Fold == fold && p.IsGenuine));
            Assert.AreEqual(300, pairs.Count(p => p.Fold == fold && !p.IsGenuine));
        }

        Assert.AreEqual(new ImagePair(
            "Abel_Pacheco/Abel_Pacheco_0001.jpg", "Abel_Pacheco/Abel_Pacheco_0004.jpg", true, "Abel_Pacheco", "Abel_Pacheco", 0), pairs[0]);
        IdentitySplit.RequireDisjoint(People(pairs.Where(p => p.Fold < 9)), People(pairs.Where(p => p.Fold == 9)));
    }

    [TestMethod]
    public void view1_and_lists_of_people_have_their_published_sizes()
    {
        IReadOnlyList<ImagePair> train = LfwProtocol.ReadPairs(TestData.DataSet("lfw-protocol", "pairsDevTrain.txt")), test =
            LfwProtocol.ReadPairs(TestData.DataSet("lfw-protocol", "pairsDevTest.txt"));
        Assert.AreEqual(2200, train.Count);
        Assert.AreEqual(1000, test.Count);
        IReadOnlyList<IReadOnlyList<PersonImages>> folds = LfwProtocol.ReadPeople(TestData.DataSet("lfw-protocol", "people.txt"));
        Assert.AreEqual(10, folds.Count);
        Assert.AreEqual(5749, folds.Sum(f => f.Count));
        Assert.AreEqual(13233, folds.Sum(f => f.Sum(p => p.Images.Count)));
        Assert.AreEqual(4038, LfwProtocol.ReadPeople(TestData.DataSet("lfw-protocol", "peopleDevTrain.txt")).Single().Count);
    }

    [TestMethod]
    [DataRow("x", 1, "header")]
    [DataRow("", 1, "header")]
    [DataRow("1\na\t1\t2", 1, "announces")]
    [DataRow("1\na\t1\t2\nb\t1", 3, "impostor pair")]
    [DataRow("1\na\t1\nb\t1\tc\t1", 2, "genuine pair")]
    [DataRow("1\na\t1\t0\nb\t1\tc\t1", 2, "genuine pair")]
    [DataRow("1\na\t1\t2\nb\t1\tb\t2", 3, "one person")]
    [DataRow("1\n../a\t1\t2\nb\t1\tc\t1", 2, "genuine pair")]
    [DataRow("1\na\t1\t2\n..\t1\tc\t1", 3, "impostor pair")]
    [DataRow("1\na\t1\t1\nb\t1\tc\t1", 2, "itself")]
    [DataRow("2\na\t1\t2\na\t2\t1\nb\t1\tc\t1\nb\t1\td\t1", 3, "already in line 2")]
    [DataRow("10000000\t10000000\na\t1\t2", 1, "announces")]
    public void unparsable_pairs_are_named_by_file_and_line(string text, int line, string problem) => FormatErrors.AssertNamed(
        "p.txt", line, problem, () => LfwProtocol.ParsePairs(text.Length == 0 ? [] : text.Split('\n'), "p.txt"));

    [TestMethod]
    [DataRow("x", 1)]
    [DataRow("2\na\t1", 3)]
    [DataRow("1\na\t0", 2)]
    [DataRow("2\na\t1\na\t2", 3)]
    [DataRow("1\na\t1\nb\t1", 3)]
    [DataRow("2\n1\na\t1\n", 4)]
    [DataRow("1\na/b\t1", 2)]
    public void unparsable_people_are_named_by_file_and_line(string text, int line) =>
        FormatErrors.AssertNamed("p.txt", line, "", () => LfwProtocol.ParsePeople(text.Split('\n'), "p.txt"));

    private static IEnumerable<string> People(IEnumerable<ImagePair> pairs) => pairs
        .SelectMany(p => new[] { p.FirstIdentity!, p.SecondIdentity! });
}
