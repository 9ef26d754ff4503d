namespace FaceML.Training.Losses;

/// <summary>What of a teacher's vectors a student is to repeat.</summary>
public enum TeacherMatch
{
    /// <summary>
    /// The vectors themselves: the mean of 1 − cos(student, teacher), half the squared distance of unit vectors. Wants vectors of one
    /// length.
    /// </summary>
    Vectors,

    /// <summary>
    /// The similarities within a batch: the mean squared difference of the cosines of all pairs (similarity-preserving distillation: Tung
    /// and Mori 2019; Park et al., "Relational knowledge distillation", 2019). Takes a teacher with vectors of any length.
    /// </summary>
    Similarities,
}
