namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class CrossLfwProtocolTests
{
    private static readonly FoldCounts Counts = new(2, 1, 1);

    [TestMethod]
    [DataRow("a_b_0001.jpg 1\na_b_0003.jpg 1\nc_0001.jpg 2\nc_0002.jpg 2\na_b_0001.jpg 0\nc_0001.jpg 0\nc_0002.jpg 0\na_b_0003.jpg 0\n")]
    [DataRow("a_b_0001.jpg\t1\r\na_b_0003.jpg\t1\r\na_b_0001.jpg\t0\r\nc_0001.jpg\t0\r\nc_0001.jpg\t1\r\nc_0002.jpg\t1\r\nc_0002.jpg\t0\r\n"
        + "a_b_0003.jpg\t0")]
    public void the_nth_pairs_of_a_kind_make_a_fold_in_either_order_of_the_file(string text)
    {
        using var folder = new TemporaryFolder();

        IReadOnlyList<ImagePair> pairs = CrossLfwProtocol.ReadPairs(folder.File("pairs.txt", text), Counts);

        CollectionAssert.AreEquivalent(new ImagePair[]
        {
            new("a_b_0001.jpg", "a_b_0003.jpg", true, "a_b", "a_b", 0), new("c_0001.jpg", "c_0002.jpg", true, "c", "c", 1),
            new("a_b_0001.jpg", "c_0001.jpg", false, "a_b", "c", 0), new("c_0002.jpg", "a_b_0003.jpg", false, "c", "a_b", 1),
        }, pairs.ToArray());
    }

    [TestMethod]
    public void names_that_contradict_a_label_leave_the_people_unknown()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("pairs.txt", "a_1.jpg 1\nb_1.jpg 1\na_1.jpg 0\nc_1.jpg 0\n");

        Assert.IsTrue(CrossLfwProtocol.ReadPairs(file, new(1, 1, 1)).All(p => p.FirstIdentity is null && p.SecondIdentity is null));
    }

    [TestMethod]
    [DataRow("a_1.jpg 1\na_2.jpg 0\n", 2, "the same mark")]
    [DataRow("a_1.jpg\n", 1, "expected 'NAME_N.jpg MARK'")]
    [DataRow("a_1.jpg x\n", 1, "expected 'NAME_N.jpg MARK'")]
    [DataRow("../a_1.jpg 1\n", 1, "expected 'NAME_N.jpg MARK'")]
    [DataRow("a/a_1.jpg 1\n", 1, "expected 'NAME_N.jpg MARK'")]
    [DataRow("a_1.jpg 1\n\na_2.jpg 1\nb_1.jpg 0\n", 4, "the second line of the pair of b_1.jpg is missing")]
    [DataRow("a_1.jpg 1\na_2.jpg 1\n", 0, "genuine pairs must be 2, as published; it is 1")]
    [DataRow("", 0, "genuine pairs must be 2, as published; it is 0")]
    [DataRow("a_1.jpg 1\na_2.jpg 1\na_1.jpg 1\na_3.jpg 1\n", 0, "impostor pairs must be 2, as published; it is 0")]
    public void what_is_not_of_the_form_is_named_by_file_and_line(string text, int line, string problem)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("pairs.txt", text);

        FormatErrors.AssertNamed(file, line, problem, () => CrossLfwProtocol.ReadPairs(file, Counts));
    }
}
