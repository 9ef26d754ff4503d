namespace FaceML.Files.Tests;

[TestClass]
public sealed class PendingFileTests
{
    [TestMethod]
    public void the_old_file_is_read_until_the_commit()
    {
        using TemporaryFolder folder = new();
        using PendingFile pending = new(folder.File("a", "old"));
        pending.Stream.Write("new"u8);
        pending.Close();
        Assert.AreEqual("old", File.ReadAllText(folder["a"]));
        pending.Commit();
        Assert.AreEqual("new", File.ReadAllText(folder["a"]));
    }

    [TestMethod]
    public void what_is_not_committed_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        using (PendingFile pending = new(folder["a"]))
        {
            pending.Stream.Write("new"u8);
            Assert.HasCount(1, folder.Files);
        }

        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    public void a_file_that_may_not_be_replaced_stays_and_nothing_else_is_left()
    {
        using TemporaryFolder folder = new();
        using (PendingFile pending = new(folder.File("a", "old")))
        {
            Assert.ThrowsExactly<IOException>(() => pending.Commit(replace: false));
        }

        Assert.AreEqual("old", File.ReadAllText(folder["a"]));
        CollectionAssert.AreEqual((string[])["a"], folder.Files.ToArray());
    }

    [TestMethod]
    public void files_of_one_target_do_not_meet()
    {
        using TemporaryFolder folder = new();
        using PendingFile first = new(folder["a"]), second = new(folder["a"]);
        first.Stream.Write("first"u8);
        second.Stream.Write("second"u8);
        second.Commit();
        first.Commit();
        Assert.AreEqual("first", File.ReadAllText(folder["a"]));
    }
}
