using System.Numerics.Tensors;

namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class TeacherProjectionTests
{
    [TestMethod]
    public void of_the_same_length_it_is_the_teacher()
    {
        EmbeddingSet teacher = Teacher(count: 3, length: 4, rank: 4);
        Assert.AreSame(teacher, TeacherProjection.Of(teacher, 4));
    }

    [TestMethod]
    [DataRow(9, DisplayName = "zeros follow")]
    [DataRow(3, DisplayName = "as many directions as the vectors have")]
    public void where_the_length_suffices_every_cosine_is_the_teachers(int length)
    {
        EmbeddingSet teacher = Teacher(count: 20, length: 7, rank: 3), projected = TeacherProjection.Of(teacher, length);
        Assert.AreEqual((length, 20), (projected.Length, projected.Count));
        CollectionAssert.AreEqual(teacher.Labels.ToArray(), projected.Labels.ToArray());
        for (int i = 0; i < 20; i++)
        {
            Assert.AreEqual(1, TensorPrimitives.Norm(projected.Row(i)), 1e-5);
            for (int j = 0; j < i; j++)
            {
                Assert.AreEqual(TensorPrimitives.Dot(teacher.Row(i), teacher.Row(j)),
                    TensorPrimitives.Dot(projected.Row(i), projected.Row(j)), 1e-4);
            }
        }
    }

    [TestMethod]
    public void short_of_that_what_all_vectors_have_in_common_is_kept_not_only_how_they_vary()
    {
        // The first number is the same in all: no principal component about the mean sees it, and most of every inner product is in it.
        var random = new TrainingRandom(4);
        float[][] rows = [.. Enumerable.Range(0, 50).Select(_ => Unit([5, (float)random.NextNormal(), 0.1f * (float)random.NextNormal()]))];
        EmbeddingSet teacher = EmbeddingSet.FromVectors(rows, new int[50]), projected = TeacherProjection.Of(teacher, 2);
        double worst = 0;
        for (int i = 0; i < 50; i++)
        {
            for (int j = 0; j < i; j++)
            {
                worst = Math.Max(worst, Math.Abs(
                    TensorPrimitives.Dot(teacher.Row(i), teacher.Row(j)) - TensorPrimitives.Dot(projected.Row(i), projected.Row(j))));
            }
        }

        Assert.IsLessThan(0.01, worst);
    }

    [TestMethod]
    public void one_vector_has_a_direction_too() =>
        Assert.AreEqual(1, Math.Abs(TeacherProjection.Of(EmbeddingSet.FromVectors([[0.6f, 0.8f, 0]], [0]), 2).Row(0)[0]), 1e-6);

    private static EmbeddingSet Teacher(int count, int length, int rank)
    {
        var random = new TrainingRandom(3);
        float[] basis = Numeric.Normal(random, rank * length);
        return EmbeddingSet.FromVectors([.. Enumerable.Range(0, count).Select(_ =>
        {
            float[] row = new float[length];
            for (int r = 0; r < rank; r++)
            {
                TensorPrimitives.MultiplyAdd(basis.AsSpan(r * length, length), (float)random.NextNormal(), row, row);
            }

            return Unit(row);
        })], [.. Enumerable.Range(0, count)]);
    }

    private static float[] Unit(float[] row) => Array.ConvertAll(row, x => x / TensorPrimitives.Norm<float>(row));
}
