namespace FaceML.Evaluation.Calibration;

/// <summary>
/// How a one-sided bound on an error rate is made. Which to use depends on what the comparisons share; <see cref="Automatic"/> looks.
/// </summary>
public enum BoundMethod
{
    /// <summary>
    /// <see cref="Exact"/> when the people are not known or no two comparisons of the class share one, else <see cref="EffectiveSize"/>.
    /// </summary>
    Automatic,

    /// <summary>
    /// The exact binomial bound (Clopper and Pearson 1934) with the number of comparisons as trials. It holds at any sample size when the
    /// comparisons are independent (every person in one comparison), and is far too optimistic when they share people.
    /// </summary>
    Exact,

    /// <summary>
    /// The binomial bound with the effective number of independent comparisons as trials (Korn and Graubard 1998), from the variance
    /// that allows any dependence between comparisons with a common person (Fafchamps and Gubert 2007), and with Student's quantile, as the
    /// variance is estimated from so many people. Approximate: it needs some
    /// tens of people at least, and errors that are not all one person's. Fast and without chance.
    /// </summary>
    EffectiveSize,

    /// <summary>
    /// The percentile bootstrap over people with weights 0 and 2 (Owen and Eckles 2012), never more lenient than <see cref="Exact"/>.
    /// Approximate, and in simulations broken more often than stated (9 % for 5 % with 100 people, ThresholdCoverageTests), so that it
    /// is offered for comparison and is not what <see cref="Automatic"/> takes; it uses a seed.
    /// </summary>
    IdentityBootstrap,

    /// <summary>
    /// Chernoff's bound on as many comparisons as can be picked without using a person twice (Hoeffding 1963, section 5; Janson 2004).
    /// It holds at any sample size whatever people have in common, and asks for many more people: N people in all pairs count as N/2
    /// comparisons.
    /// </summary>
    Conservative,
}
