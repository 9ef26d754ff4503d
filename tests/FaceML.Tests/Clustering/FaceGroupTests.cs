using FaceML.Clustering;

namespace FaceML.Tests.Clustering;

[TestClass]
public sealed class FaceGroupTests
{
    private static readonly FaceClusterOptions Options = new() { Threshold = 0.9f, MinimumSize = 2 };

    [TestMethod]
    public void the_largest_group_is_the_first_and_what_belongs_to_none_comes_last()
    {
        float[][] embeddings = [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0.1f, 0], [0, 1, 0.1f], [1, 0, 0.1f]];

        IReadOnlyList<FaceGroup> groups = new MLContext(seed: 1).Faces.Group(embeddings, Options);

        CollectionAssert.AreEqual((int?[])[1, 2, null], groups.Select(group => group.Number).ToArray());
        CollectionAssert.AreEqual((int[])[1, 3, 5], groups[0].Members.Select(member => member.Index).ToArray());
        CollectionAssert.AreEqual((int[])[2, 4], groups[1].Members.Select(member => member.Index).ToArray());
        Assert.AreEqual((0, null), groups[2].Members.Single());
        Assert.IsTrue(groups[0].Members.All(member => member.Score > 0.9f));
    }

    [TestMethod]
    public void no_embedding_is_no_group() => Assert.IsEmpty(new MLContext(seed: 1).Faces.Group([], Options));
}
