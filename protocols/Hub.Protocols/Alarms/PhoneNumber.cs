// Whether a text is a telephone number.
namespace Hub.Protocols.Alarms;

/// <summary>The one rule for numbers, in settings and on the way to a modem: anything else could be a command there.
/// </summary>
public static class PhoneNumber
{
    /// <summary>Whether it has <see cref="ProtocolLimits.MinNumberDigits"/> to
    /// <see cref="ProtocolLimits.MaxNumberDigits"/> digits, after a plus sign if it is international, and nothing else.
    /// </summary>
    public static bool IsValid(string number)
    {
        int first = number.Length > 0 && number[0] == '+' ? 1 : 0;
        for (int i = first; i < number.Length; i++)
        {
            if (number[i] < '0' || number[i] > '9')
            {
                return false;
            }
        }

        int digits = number.Length - first;
        return digits >= ProtocolLimits.MinNumberDigits && digits <= ProtocolLimits.MaxNumberDigits;
    }
}
