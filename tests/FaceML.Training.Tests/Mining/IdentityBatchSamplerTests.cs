using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Training.Tests.Mining;

[TestClass]
public sealed class IdentityBatchSamplerTests
{
    [TestMethod]
    public void batches_hold_P_identities_with_K_different_pictures_or_all_they_have()
    {
        Gen<(int[] Labels, int P, int K)> cases =
            from sizes in Gen.Choose(1, 6).ArrayOf(9)
            from p in Gen.Choose(1, 12)
            from k in Gen.Choose(1, 4)
            select (sizes.SelectMany((n, label) => Enumerable.Repeat(label * 3, n)).ToArray(), p, k);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var sampler = new IdentityBatchSampler(c.Labels, c.P, c.K);
            int[][] batches = [.. sampler.Epoch(new TrainingRandom(4))];
            return batches.Length == sampler.BatchesPerEpoch && batches.All(batch =>
                batch.Distinct().Count() == batch.Length
                && batch.GroupBy(i => c.Labels[i]).Count() == Math.Min(c.P, 9)
                && batch.GroupBy(i => c.Labels[i]).All(g => g.Count() == Math.Min(c.K, c.Labels.Count(l => l == g.Key))));
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void every_identity_is_dealt_equally_often()
    {
        int[] labels = [.. Enumerable.Range(0, 10).SelectMany(i => Enumerable.Repeat(i, i < 5 ? 2 : 20))];
        var sampler = new IdentityBatchSampler(labels, 4, 2);
        int[] dealt = new int[10];
        foreach (int[] batch in sampler.Epoch(new TrainingRandom(2)))
        {
            foreach (int identity in batch.Select(i => labels[i]).Distinct())
            {
                dealt[identity]++;
            }
        }

        Assert.IsLessThanOrEqualTo(1, dealt.Max() - dealt.Min());
    }

    [TestMethod]
    public void one_epoch_does_not_depend_on_those_before()
    {
        int[] labels = [0, 0, 0, 0, 1, 1, 1, 1];
        var used = new IdentityBatchSampler(labels, 2, 2);
        _ = used.Epoch(new TrainingRandom(1)).ToArray();
        string Text(IdentityBatchSampler s) => string.Join(' ', s.Epoch(new TrainingRandom(8)).SelectMany(b => b));
        Assert.AreEqual(Text(new IdentityBatchSampler(labels, 2, 2)), Text(used));
    }
}
