using FaceML.Serving;

namespace FaceML.Tests.Serving;

[TestClass]
public sealed class ModelSlotTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static ModelGeneration Generation(TemporaryFolder folder, int version)
    {
        ScoreModel.Save(Ml, folder["m.faceml"]);
        return new ModelGeneration(PipelineReader.Load(folder["m.faceml"], new LoadOptions(), Ml), version);
    }

    [TestMethod]
    public void a_generation_ends_with_its_last_user()
    {
        using var folder = new TemporaryFolder();
        ModelGeneration first = Generation(folder, 1), second = Generation(folder, 2);
        var slot = new ModelSlot(first);
        ModelLease lease = slot.Acquire();
        slot.Replace(second);
        Assert.AreSame(second, slot.Current);
        Assert.AreSame(first, lease.Generation);
        Assert.IsTrue(first.TryEnter(), "Somebody still computes with it.");
        first.Exit();
        lease.Dispose();
        Assert.IsFalse(first.TryEnter(), "Nobody does any more.");
        using ModelLease next = slot.Acquire();
        Assert.AreSame(second, next.Generation);
    }

    [TestMethod]
    public void closed_nobody_gets_in()
    {
        using var folder = new TemporaryFolder();
        var slot = new ModelSlot(Generation(folder, 1));
        slot.Close();
        Assert.ThrowsExactly<ObjectDisposedException>(() => slot.Acquire());
    }

    [TestMethod]
    public void replaced_from_one_thread_entered_from_others_nobody_gets_a_generation_that_has_ended()
    {
        using var folder = new TemporaryFolder();
        ScoreModel.Save(Ml, folder["m.faceml"]);
        ModelGeneration Next(int version) => new(PipelineReader.Load(folder["m.faceml"], new LoadOptions(), Ml), version);
        var slot = new ModelSlot(Next(1));
        using var stop = new CancellationTokenSource();
        Task<int>[] users = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            int wrong = 0, last = 0;
            while (!stop.IsCancellationRequested)
            {
                using ModelLease lease = slot.Acquire();
                wrong += lease.Generation.Version < last ? 1 : 0;
                last = lease.Generation.Version;
            }

            return wrong;
        }))];
        for (int version = 2; version < 60; version++)
        {
            slot.Replace(Next(version));
        }

        stop.Cancel();
        Assert.AreEqual(0, users.Sum(u => u.Result), "Generations only go forward.");
    }
}
