namespace FaceML.Galleries.Tests.Stores;

[TestClass]
public sealed class PrefetchingTests
{
    [TestMethod]
    public void all_items_come_in_order()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        CollectionAssert.AreEqual(items, items.Prefetched().ToArray());
        Assert.IsEmpty(Array.Empty<int>().Prefetched());
    }

    [TestMethod]
    public void an_error_comes_after_the_items_before_it()
    {
        List<int> taken = [];
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() =>
        {
            foreach (int item in Failing().Prefetched())
            {
                taken.Add(item);
            }
        });
        Assert.AreEqual("the third", error.Message);
        CollectionAssert.AreEqual(new[] { 1, 2 }, taken);

        static IEnumerable<int> Failing()
        {
            yield return 1;
            yield return 2;
            throw new InvalidOperationException("the third");
        }
    }

    [TestMethod]
    public void whoever_takes_no_more_has_ended_the_source_and_not_all_of_it_was_made()
    {
        int made = 0;
        bool ended = false;

        Assert.AreEqual(0, Endless().Prefetched().First());

        Assert.IsTrue(ended);
        Assert.IsLessThan(10, made);

        IEnumerable<int> Endless()
        {
            try
            {
                while (true)
                {
                    yield return made++;
                }
            }
            finally
            {
                ended = true;
            }
        }
    }
}
