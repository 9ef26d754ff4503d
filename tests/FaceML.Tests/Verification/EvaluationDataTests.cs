using FaceML.Evaluation.Protocols;
using FaceML.Verification;

namespace FaceML.Tests.Verification;

[TestClass]
public sealed class EvaluationDataTests
{
    [TestMethod]
    public void folders_give_every_genuine_pair_of_a_small_person_and_as_many_impostor_pairs_as_half_of_all()
    {
        using var folder = new TemporaryFolder();
        string root = People(folder, ("ann", 3), ("bob", 2), ("cyd", 1));

        EvaluationData data = EvaluationData.Read(EvaluationProtocol.Folders, root, null);

        Assert.AreEqual(3 + 1, data.Pairs.Count(pair => pair.IsGenuine));
        Assert.AreEqual((3 * 2 + 3 * 1 + 2 * 1 + 1) / 2, data.Pairs.Count(pair => !pair.IsGenuine));
        Assert.AreEqual(6, data.Images.Count);
        Assert.IsTrue(data.HasIdentities);
        Assert.IsTrue(data.Pairs.All(pair => pair.IsGenuine == (pair.FirstIdentity == pair.SecondIdentity)));
    }

    [TestMethod]
    public void the_same_folders_give_the_same_pairs()
    {
        using var folder = new TemporaryFolder();
        string root = People(folder, ("ann", 9), ("bob", 8), ("cyd", 7));

        IReadOnlyList<ImagePair> first = EvaluationData.Read(EvaluationProtocol.Folders, root, null).Pairs;

        CollectionAssert.AreEqual(first.ToArray(), EvaluationData.Read(EvaluationProtocol.Folders, root, null).Pairs.ToArray());
        Assert.AreEqual(20, first.Count(pair => pair.FirstIdentity == "ann" && pair.IsGenuine));
    }

    [TestMethod]
    public void what_has_no_pairs_of_both_kinds_is_refused()
    {
        using var folder = new TemporaryFolder();
        string single = People(folder, ("ann", 1), ("bob", 1));

        string message = Assert.ThrowsExactly<EvaluationDataException>(
            () => EvaluationData.Read(EvaluationProtocol.Folders, single, null)).Message;

        StringAssert.Contains(message, "holds 2 people, 0 of them with two images");
        Assert.ThrowsExactly<DirectoryNotFoundException>(
            () => EvaluationData.Read(EvaluationProtocol.Folders, folder["nowhere"], null));
    }

    [TestMethod]
    public void folds_of_a_published_set_may_share_people_and_those_of_a_file_of_your_own_may_not()
    {
        using var folder = new TemporaryFolder();
        string cfp = new PublishedSet(TestData.Samples[0], TestData.Samples[2], TestData.Samples[1]).Cfp(folder);
        const string A = "Data/Images/001/frontal/01.jpg", B = "Data/Images/001/profile/01.jpg", C = "Data/Images/002/frontal/01.jpg";
        string own = folder.File("own.tsv", $"path1,path2,label,fold\n{A},{B},1,0\n{A},{C},0,1\n");

        EvaluationData data = EvaluationData.Read(EvaluationProtocol.CfpFp, cfp, null);

        Assert.AreEqual(7000, data.Pairs.Count);
        Assert.AreEqual(3, data.Images.Count);
        Assert.ThrowsExactly<EvaluationDataException>(() => EvaluationData.Read(EvaluationProtocol.Pairs, cfp, null));
        File.WriteAllText(own, $"path1,path2,label,fold\n{A},{B},1,0\n{B},{A},1,1\n");
        Assert.ThrowsExactly<ProtocolFormatException>(() => EvaluationData.Read(EvaluationProtocol.Pairs, cfp, own));
    }

    [TestMethod]
    public void an_image_of_a_packed_set_is_read_by_its_name()
    {
        using var folder = new TemporaryFolder();
        string file = new PublishedSet(TestData.Samples[0], TestData.Samples[2], TestData.Samples[1]).Bin(folder, "a.bin", 2);

        EvaluationData data = EvaluationData.Read(EvaluationProtocol.Bin, file, null);

        Assert.AreEqual(3, data.Images.Count, "An image that the pickle refers to again is one image.");
        CollectionAssert.AreEqual(File.ReadAllBytes(TestData.Samples[2]), data.ReadImage(data.Pairs[0].Second));
        StringAssert.Contains(
            Assert.ThrowsExactly<EvaluationDataException>(() => EvaluationData.Read(EvaluationProtocol.Bin, folder.Path, null)).Message,
            "requires a file");
    }

    private static string People(TemporaryFolder folder, params (string Name, int Images)[] people)
    {
        foreach ((string name, int images) in people)
        {
            Directory.CreateDirectory(folder[name]);
            foreach (int image in Enumerable.Range(1, images))
            {
                File.WriteAllBytes(Path.Combine(folder[name], $"{image}.jpg"), []);
            }
        }

        return Path.GetDirectoryName(folder[people[0].Name])!;
    }
}
