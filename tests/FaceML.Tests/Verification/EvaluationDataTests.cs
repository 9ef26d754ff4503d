using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Tests.Support;
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
