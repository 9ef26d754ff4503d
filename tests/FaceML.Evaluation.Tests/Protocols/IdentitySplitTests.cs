using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Evaluation.Tests.Protocols;

[TestClass]
public sealed class IdentitySplitTests
{
    [TestMethod]
    public void every_row_is_on_one_side_and_nobody_on_both() => Prop.ForAll<NonEmptyArray<byte>, int>((bytes, seed) =>
    {
        string[] people = ["first", "second", .. bytes.Get.Select(b => $"{b % 20}")];
        (int[] train, int[] test) = IdentitySplit.Split(people, 0.4, seed);
        IdentitySplit.RequireDisjoint(train.Select(r => people[r]), test.Select(r => people[r]));
        return train.Concat(test).Order().SequenceEqual(Enumerable.Range(0, people.Length)) && train.Length > 0 && test.Length > 0
            && test.Select(r => people[r]).Distinct().Count() == Math.Max(1, (int)Math.Round(people.Distinct().Count() * 0.4));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void the_split_depends_on_seed_and_people_not_on_their_order()
    {
        string[] people = [.. Enumerable.Range(0, 50).Select(i => $"p{i}")];
        string[] reversed = [.. people.Reverse()];
        string[] Test(string[] rows, int seed) => [.. IdentitySplit.Split(rows, 0.5, seed).Test.Select(r => rows[r]).Order()];
        CollectionAssert.AreEqual(Test(people, 1), Test(reversed, 1));
        CollectionAssert.AreNotEqual(Test(people, 1), Test(people, 2));
    }

    [TestMethod]
    public void somebody_in_two_folds_is_refused_by_name()
    {
        ImagePair Pair(string a, string b, int fold) => new(a + "/1", b + "/2", a == b, a, b, fold);
        IdentitySplit.RequireDisjointFolds([Pair("a", "b", 0), Pair("a", "a", 0), Pair("c", "d", 1), new("x", "y", false, null, null, 2)]);
        LeakingSplitException error =
            Assert.ThrowsExactly<LeakingSplitException>(() => IdentitySplit.RequireDisjointFolds([Pair("a", "b", 0), Pair("c", "b", 1)]));
        Assert.AreEqual("1 person is in two or more folds of the split: b.", error.Message);
    }

    [TestMethod]
    public void a_leak_is_refused_by_name()
    {
        LeakingSplitException error =
            Assert.ThrowsExactly<LeakingSplitException>(() => IdentitySplit.RequireDisjoint(["a", "b", "c"], ["c", "d", "b"]));
        CollectionAssert.AreEqual(new[] { "b", "c" }, error.Shared.ToArray());
        Assert.AreEqual("2 people are in both halves of the split: b, c.", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => IdentitySplit.Split(["a", "a"], 0.5, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => IdentitySplit.Split(["a", "b"], 1, 1));
    }
}
