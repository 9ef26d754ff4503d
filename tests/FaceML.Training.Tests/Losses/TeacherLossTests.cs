namespace FaceML.Training.Tests.Losses;

[TestClass]
public sealed class TeacherLossTests
{
    private const int Rows = 5, Length = 4;

    [TestMethod]
    [DataRow(TeacherMatch.Vectors, Length)]
    [DataRow(TeacherMatch.Similarities, Length)]
    [DataRow(TeacherMatch.Similarities, 7)]
    public void gradient_is_the_derivative(TeacherMatch match, int teacherLength)
    {
        var random = new TrainingRandom(5);
        float[] student = Numeric.UnitRows(random, Rows, Length), teacher = Numeric.UnitRows(random, Rows, teacherLength), gradient =
            new float[student.Length];
        double[] t = Numeric.Doubles(teacher);
        double Loss(double[] s) => match == TeacherMatch.Vectors
            ? 3 * (1 - Enumerable.Range(0, Rows).Average(i => Numeric.Dot(s, i, t, i, Length)))
            : 3 * (from i in Enumerable.Range(0, Rows)
                   from j in Enumerable.Range(0, Rows)
                   where i != j
                   select Math.Pow(Numeric.Dot(s, i, s, j, Length) - Numeric.Dot(t, i, t, j, teacherLength), 2)).Average();

        double loss = TeacherLoss.Add(student, Length, teacher, Rows, match, 3, gradient);

        Assert.AreEqual(Loss(Numeric.Doubles(student)), loss, 1e-5);
        Numeric.Close(Numeric.Gradient(Loss, student), gradient);
    }

    [TestMethod]
    public void vectors_of_another_length_are_refused_with_the_way_out()
    {
        ArgumentException error =
            Assert.ThrowsExactly<ArgumentException>(() =>
            TeacherLoss.Add(new float[8], 4, new float[10], 2, TeacherMatch.Vectors, 1, new float[8]));

        StringAssert.Contains(error.Message, nameof(TeacherMatch.Similarities));
    }
}
