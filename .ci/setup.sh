# What ./run and ./test share: says what it does, checks the .NET SDK, installs missing Debian packages.

say() { printf '%s\n' "$*"; }

# Stops with one clear sentence.
stop() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 2
}

check_dotnet() {
    local where='https://learn.microsoft.com/dotnet/core/install/linux-debian'
    command -v dotnet >/dev/null || stop "the .NET 10 SDK is missing; see $where"
    if ! dotnet --version >/dev/null 2>&1; then
        stop "the installed .NET SDK is not the one global.json asks for (10.0.100 or newer); see $where"
    fi
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    # Nothing that a build starts may outlive it.
    export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
    # Some containers have no locale; people's names and Swedish sorting do not depend on the build's.
    export LC_ALL="${LC_ALL:-C.UTF-8}"
}

# Finds what a package gives. Debian keeps servers in folders that are not on everybody's path.
has() {
    case "$1" in
        python3-paho-mqtt) /usr/bin/python3 -c 'import paho.mqtt.client' 2>/dev/null ;;
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
        mosquitto) command -v mosquitto >/dev/null || [[ -x /usr/sbin/mosquitto ]] ;;
        mosquitto-clients) command -v mosquitto_pub >/dev/null ;;
        nodejs) command -v node >/dev/null ;;
        fonts-dejavu-core) [[ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf ]] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# install PACKAGE...: installs the ones that are missing, or stops and says what to do.
install_missing() {
    local package missing=() as_root=()
    for package in "$@"; do
        has "$package" || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local by_hand="apt-get install --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || stop "missing: ${missing[*]}; this is no Debian, so install them yourself"
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null || stop "missing Debian packages; as root: $by_hand"
        as_root=(sudo -n)
    fi

    say "Installing Debian packages: ${missing[*]}"
    local log
    log="$(mktemp)"
    # Tests start their own brokers and databases: the packages' services stay off while they are installed.
    local policy=/usr/sbin/policy-rc.d made_policy=
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        made_policy=1
    fi
    local status=0
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >"$log" 2>&1 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1 || status=$?
    [[ -z $made_policy ]] || "${as_root[@]}" rm -f "$policy"
    if ((status)); then
        tail -n 15 "$log" >&2
        rm -f "$log"
        stop "Debian packages could not be installed (is there a network?); try: $by_hand"
    fi
    rm -f "$log"
}
