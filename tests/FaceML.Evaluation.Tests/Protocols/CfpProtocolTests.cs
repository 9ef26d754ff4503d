namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class CfpProtocolTests
{
    private static readonly FoldCounts Counts = new(2, 2, 1);

    [TestMethod]
    public void frontal_images_are_paired_with_profile_ones_fold_by_fold()
    {
        using var folder = new TemporaryFolder();
        Write(folder);

        IReadOnlyList<ImagePair> pairs = CfpProtocol.ReadFrontalProfile(folder.Path, Counts);

        Assert.HasCount(6, pairs);
        Assert.AreEqual(
            new ImagePair("Data/Images/001/frontal/01.jpg", "Data/Images/001/profile/02.jpg", true, "001", "001", 0), pairs[1]);
        Assert.AreEqual(
            new ImagePair("Data/Images/002/frontal/01.jpg", "Data/Images/001/profile/01.jpg", false, "002", "001", 1), pairs[5]);
    }

    [TestMethod]
    [DataRow("Protocol/Pair_list_F.txt", "1 ../Data/Images/001/frontal/01.jpg\n3 ../Data/Images/002/frontal/01.jpg\n", 2, "expected '2 ..")]
    [DataRow("Protocol/Pair_list_F.txt", "1 ../../Data/Images/001/frontal/01.jpg\n", 1, "expected '1 ..")]
    [DataRow("Protocol/Pair_list_P.txt", "1 /etc/a/b/passwd\n", 1, "expected '1 ..")]
    [DataRow("Protocol/Pair_list_P.txt", "1\n", 1, "expected '1 ..")]
    [DataRow("Protocol/Pair_list_P.txt", "", 0, "no image")]
    [DataRow("Protocol/Split/FP/01/same.txt", "1,1\n1,5\n", 2, "numbers from 1 to 2 and 3")]
    [DataRow("Protocol/Split/FP/01/same.txt", "1,1\n0,1\n", 2, "numbers from 1 to 2 and 3")]
    [DataRow("Protocol/Split/FP/02/diff.txt", "2;1\n", 1, "expected 'FRONTAL,PROFILE'")]
    [DataRow("Protocol/Split/FP/02/diff.txt", "2,1\n2,2\n", 0, "must be 1, as published; it is 2")]
    public void what_is_not_of_the_form_is_named_by_file_and_line(string file, string text, int line, string problem)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        folder.File(file, text);

        FormatErrors.AssertNamed(folder[file], line, problem, () => CfpProtocol.ReadFrontalProfile(folder.Path, Counts));
    }

    private static void Write(TemporaryFolder folder)
    {
        folder.File("Protocol/Pair_list_F.txt", "1 ../Data/Images/001/frontal/01.jpg\n2 ../Data/Images/002/frontal/01.jpg\n");
        folder.File("Protocol/Pair_list_P.txt",
            "1 ../Data/Images/001/profile/01.jpg\n2 ../Data/Images/001/profile/02.jpg\n3 ../Data/Images/002/profile/01.jpg\n");
        folder.File("Protocol/Split/FP/01/same.txt", "1,1\n1,2\n");
        folder.File("Protocol/Split/FP/01/diff.txt", "1,3\n");
        folder.File("Protocol/Split/FP/02/same.txt", "2,3\n1,1\n");
        folder.File("Protocol/Split/FP/02/diff.txt", "2,1\n");
    }
}
