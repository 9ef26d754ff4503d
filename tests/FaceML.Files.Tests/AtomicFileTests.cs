namespace FaceML.Files.Tests;

[TestClass]
public sealed class AtomicFileTests
{
    private static readonly byte[] Content = "new"u8.ToArray();

    [TestMethod]
    public void a_file_is_written_and_nothing_else_is_left()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder["a"], Content);
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(folder["a"]));
        CollectionAssert.AreEqual((string[])["a"], folder.Files.ToArray());
    }

    [TestMethod]
    public void a_file_that_is_there_is_replaced()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder.File("a", "a longer one"), Content);
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(folder["a"]));
    }

    [TestMethod]
    public void a_name_without_a_folder_is_one_in_the_current_folder()
    {
        string name = $"faceml-{Guid.NewGuid():N}";
        try
        {
            AtomicFile.Write(name, Content);
            CollectionAssert.AreEqual(Content, File.ReadAllBytes(Path.GetFullPath(name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void a_write_that_fails_leaves_the_old_file_and_nothing_else(bool cache)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a", "old");
        Assert.ThrowsExactly<InvalidDataException>(() => Write(cache)(file, stream =>
        {
            stream.Write(Content);
            throw new InvalidDataException();
        }));
        Assert.AreEqual("old", File.ReadAllText(file));
        CollectionAssert.AreEqual((string[])["a"], folder.Files.ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void what_is_written_can_be_read_again_while_writing(bool cache)
    {
        using TemporaryFolder folder = new();
        Write(cache)(folder["a"], stream =>
        {
            stream.Write(Content);
            stream.Position = 1;
            Assert.AreEqual('e', stream.ReadByte());
        });
        Assert.AreEqual("new", File.ReadAllText(folder["a"]));
    }

    [TestMethod]
    public void a_folder_that_is_missing_is_an_IOException()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<IOException>(() => AtomicFile.Write(folder["none/a"], Content));
        Assert.IsFalse(Directory.Exists(folder["none"]));
    }

    [TestMethod]
    public void a_folder_of_that_name_stays_and_nothing_else_is_left()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["a"]);
        Exception error = Assert.Throws<Exception>(() => AtomicFile.Write(folder["a"], Content));
        Assert.IsTrue(error is IOException or UnauthorizedAccessException, error.ToString());
        Assert.IsTrue(Directory.Exists(folder["a"]));
        Assert.IsEmpty(folder.Files);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void a_file_for_its_owner_alone_never_was_for_others()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using TemporaryFolder folder = new();
        using (PendingFile pending = new(folder["a"], Owner))
        {
            Assert.AreEqual(Owner, new FileInfo(pending.Stream.Name).UnixFileMode);
        }

        AtomicFile.Write(folder["a"], Content, Owner);
        Assert.AreEqual(Owner, new FileInfo(folder["a"]).UnixFileMode);
    }

    [TestMethod]
    public void a_file_that_was_written_elsewhere_takes_the_place_of_the_old_one()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Rename(folder.File("work", "new"), folder.File("a", "old"));
        Assert.AreEqual("new", File.ReadAllText(folder["a"]));
        CollectionAssert.AreEqual((string[])["a"], folder.Files.ToArray());
    }

    private static Action<string, Action<Stream>> Write(bool cache) => cache ? AtomicFile.WriteCache : AtomicFile.Write;
}
