namespace FaceML.Networks;

/// <summary>For what use networks are loaded.</summary>
public enum UseProfile
{
    /// <summary>Any network is loaded; whether its terms suit the use is the user's to decide.</summary>
    Any,

    /// <summary>
    /// Only networks whose card states that the weights' license allows commercial use (<see cref="CommercialUse.Allowed"/>).
    /// </summary>
    Commercial,
}
